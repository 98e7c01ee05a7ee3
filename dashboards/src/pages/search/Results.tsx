import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { LogQuery } from "../../api/queries";
import type { LogPage } from "../../api/schemas";
import type { OnFilter } from "../../components/lines/LineDetails";
import { LineList } from "../../components/lines/LineList";
import { ListFooter } from "../../components/ListFooter";
import { Skeleton } from "../../components/States";
import { useMore } from "../../components/useMore";
import { plural } from "../../lib/format";
import { toMillis } from "../../lib/timeRange";
import { NothingFound } from "./NothingFound";
import classes from "./Results.module.css";

interface ResultsProps {
  readonly lines: UseInfiniteQueryResult<InfiniteData<LogPage>>;
  readonly query: LogQuery;
  readonly event: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  readonly onFilter: OnFilter;
}

const DAY_MS = 86_400_000;

/** What was found, the newest first; more is fetched as the end comes into sight. */
export function Results({ lines, query, event, onOpen, onFilter }: ResultsProps) {
  const { data } = lines;
  const found = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useMore(lines);

  if (lines.isPending) {
    return (
      <div className={classes.results}>
        <Skeleton rows={18} rowHeight={26} />
      </div>
    );
  }
  const first = data?.pages[0];
  // The reason stands beside the query.
  if (first === undefined) return <div className={classes.results} />;
  if (found.length === 0) {
    return (
      <div className={classes.results}>
        <NothingFound query={query} />
      </div>
    );
  }
  return (
    <div className={`${classes.results} ${lines.isPlaceholderData ? classes.stale : ""}`}>
      <LineList
        label="Lines found"
        lines={found}
        total={first.totalIsExact ? first.total : -1}
        open={event}
        onOpen={onOpen}
        onEndInSight={more}
        onFilter={onFilter}
        withDay={spansDays(query)}
        withFlow
        footer={<ListFooter list={lines} end={`That is all: ${plural(found.length, "line")}.`} />}
      />
    </div>
  );
}

function spansDays(query: LogQuery): boolean {
  const now = Date.now();
  const from = toMillis(query.from, now) ?? now;
  return now - from > DAY_MS || new Date(from).getDate() !== new Date(now).getDate();
}
