import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { logHistogram, logs } from "../../api/queries";
import { useRange, useSetRange } from "../../components/range";
import { Problem } from "../../components/States";
import { withClause } from "../../lib/lucene";
import { Facets } from "./Facets";
import { HistogramPanel } from "./HistogramPanel";
import { QueryBox } from "./QueryBox";
import { Results } from "./Results";
import classes from "./SearchPage.module.css";

const route = getRouteApi("/search");

/** Finds log lines. */
export function SearchPage() {
  const { q = "", event } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const setRange = useSetRange();
  const query = useMemo(() => ({ q, ...range }), [q, range]);
  const lines = useInfiniteQuery(logs(query));
  const histogram = useQuery(logHistogram(query));

  const search = useCallback(
    (text: string) => {
      void navigate({ search: (previous) => ({ ...previous, q: text, event: undefined }) });
    },
    [navigate],
  );
  const filter = useCallback(
    (field: string, value: string, wanted: boolean) => {
      search(withClause(q, field, value, wanted));
    },
    [search, q],
  );
  const open = useCallback(
    (id: string | undefined) => {
      void navigate({ search: (previous) => ({ ...previous, event: id }), replace: true });
    },
    [navigate],
  );

  const error = lines.error ?? histogram.error;
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Search</h1>
      <div className={classes.head}>
        <QueryBox
          key={q}
          query={q}
          onSearch={(text) => {
            if (text === q) void Promise.all([lines.refetch(), histogram.refetch()]);
            else search(text);
          }}
        />
        {error === null ? null : (
          <Problem error={error} onRetry={() => void Promise.all([lines.refetch(), histogram.refetch()])} />
        )}
      </div>
      <HistogramPanel
        histogram={histogram.data}
        stale={histogram.isPlaceholderData}
        range={range}
        onZoom={setRange}
      />
      <div className={classes.body}>
        <Facets query={query} onFilter={filter} />
        <Results
          key={JSON.stringify(query)}
          lines={lines}
          event={event}
          onOpen={open}
          onFilter={filter}
          query={query}
        />
      </div>
    </div>
  );
}
