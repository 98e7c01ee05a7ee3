import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { flows as flowsBy } from "../../api/queries";
import type { FlowSummary } from "../../api/schemas";
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

const route = getRouteApi("/flows");

/** The requests of a range, the latest first. */
export function FlowsPage() {
  const { service, failed, minDurationMs } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const query = useMemo(
    () => ({ ...range, service, failed, minDurationMs }),
    [range, service, failed, minDurationMs],
  );
  const flows = useInfiniteQuery(flowsBy(query));
  const found = useMemo(() => flows.data?.pages.flatMap((page) => page.items) ?? [], [flows.data]);
  const longest = useMemo(() => found.reduce((most, flow) => Math.max(most, flow.durationUs), 1), [found]);
  const columns = useMemo(() => columnsOf(longest), [longest]);
  const more = useMore(flows);
  const first = flows.data?.pages[0];

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Flows</h1>
        <p className="soft number" role="status">
          {first === undefined ? " " : `${first.totalIsExact ? "" : "more than "}${whole(first.total)}`}
        </p>
        <FlowFilters
          key={`${service ?? ""} ${minDurationMs ?? ""}`}
          range={range}
          filter={{ service, failed, minDurationMs }}
          onChange={(filter) => {
            void navigate({ search: (previous) => ({ ...previous, ...filter }) });
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
            onEndInSight={more}
            footer={<ListFooter list={flows} end={`That is all: ${plural(found.length, "flow")}.`} />}
          />
        ) : flows.isError ? null : (
          <Empty title="No flow found">
            {service === undefined && failed === undefined && minDurationMs === undefined
              ? `No request was followed in the range “${describe(range)}”. A flow appears as soon as its first record has come through.`
              : `No flow of the range “${describe(range)}” passes these filters. Take one away, or look at a longer range.`}
          </Empty>
        )}
      </div>
    </div>
  );
}
