import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { flows as flowsBy } from "../../api/queries";
import type { FlowSummary } from "../../api/schemas";
import { Button } from "../../components/Button";
import { ListFooter } from "../../components/ListFooter";
import { useRange } from "../../components/range";
import { Empty, Problem, Skeleton } from "../../components/States";
import { DataTable } from "../../components/table/DataTable";
import { useMore } from "../../components/useMore";
import { plural, whole } from "../../lib/format";
import { describe } from "../../lib/timeRange";
import { COLUMN_CLASSES, columnsOf } from "./columns";
import { FlowFilters } from "./FlowFilters";
import classes from "./FlowsPage.module.css";
import { StructureBox } from "./StructureBox";

const route = getRouteApi("/flows");

/** The requests of a range, the latest first. */
export function FlowsPage() {
  const { service, failed, minDurationMs, where } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const query = useMemo(
    () => ({ ...range, service, failed, minDurationMs, where }),
    [range, service, failed, minDurationMs, where],
  );
  const flows = useInfiniteQuery(flowsBy(query));
  const found = useMemo(() => flows.data?.pages.flatMap((page) => page.items) ?? [], [flows.data]);
  const longest = useMemo(() => found.reduce((most, flow) => Math.max(most, flow.durationUs), 1), [found]);
  const columns = useMemo(() => columnsOf(longest), [longest]);
  const more = useMore(flows);
  const first = flows.data?.pages[0];
  const looked = flows.data?.pages.reduce((sum, page) => sum + (page.looked ?? 0), 0) ?? 0;
  const paused = flows.hasNextPage && flows.data?.pages.at(-1)?.limitReached === true;

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Flows</h1>
        <p className="soft number" role="status">
          {first === undefined
            ? " "
            : where === undefined
              ? `${first.totalIsExact ? "" : "more than "}${whole(first.total)}`
              : `${whole(found.length)} found among ${whole(looked)} looked at`}
        </p>
        <FlowFilters
          key={`${service ?? ""} ${minDurationMs ?? ""}`}
          range={range}
          filter={{ service, failed, minDurationMs }}
          onChange={(filter) => {
            void navigate({ search: (previous) => ({ ...previous, ...filter }) });
          }}
        />
        <StructureBox
          key={where ?? ""}
          where={where}
          onAsk={(asked) => {
            void navigate({ search: (previous) => ({ ...previous, where: asked }) });
          }}
        />
      </div>
      {flows.error === null || flows.isFetchNextPageError ? null : (
        <div className={classes.problem}>
          <Problem error={flows.error} onRetry={() => void flows.refetch()} />
        </div>
      )}
      <div className={`${classes.list} ${flows.isPlaceholderData ? classes.stale : ""}`}>
        {flows.isPending ? (
          <Skeleton rows={20} rowHeight={30} />
        ) : found.length > 0 ? (
          <DataTable<FlowSummary>
            key={JSON.stringify(query)}
            label="Flows"
            rows={found}
            columns={columns}
            columnClasses={COLUMN_CLASSES}
            idOf={(flow) => flow.id}
            onOpen={(flow) => {
              void navigate({ to: "/flows/$flowId", params: { flowId: flow.id } });
            }}
            onEndInSight={paused ? nothing : more}
            footer={
              paused && !flows.isFetchNextPageError ? (
                <Paused looked={looked} flows={flows} />
              ) : (
                <ListFooter list={flows} end={`That is all: ${plural(found.length, "flow")}.`} />
              )
            }
          />
        ) : flows.isError ? null : paused ? (
          <Empty title="No flow found yet">
            <Paused looked={looked} flows={flows} />
          </Empty>
        ) : (
          <Empty title="No flow found">
            {service === undefined &&
            failed === undefined &&
            minDurationMs === undefined &&
            where === undefined
              ? `No request was followed in the range “${describe(range)}”. A flow appears as soon as its first record has come through.`
              : `No flow of the range “${describe(range)}” passes these filters. Take one away, or look at a longer range.`}
          </Empty>
        )}
      </div>
    </div>
  );
}

function nothing() {
  return undefined;
}

interface PausedProps {
  readonly looked: number;
  readonly flows: { readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => Promise<unknown> };
}

/** One answer looks at so many flows and no more; whether to look at older ones is the reader's choice. */
function Paused({ looked, flows }: PausedProps) {
  return (
    <div className={classes.paused}>
      <span>{plural(looked, "flow")} looked at; there are older ones.</span>
      <Button isDisabled={flows.isFetchingNextPage} onPress={() => void flows.fetchNextPage()}>
        Look at older ones
      </Button>
    </div>
  );
}
