import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { ApiError } from "../../api/problem";
import { flow as flowById } from "../../api/queries";
import type { Flow } from "../../api/schemas";
import { Empty, Problem, Skeleton } from "../../components/States";
import { microsOf } from "../../lib/format";
import { FlowHeader } from "./FlowHeader";
import { FlowLines } from "./FlowLines";
import classes from "./FlowPage.module.css";
import { HopDetails } from "./HopDetails";
import { rowsOf } from "./tree";
import { Waterfall } from "./Waterfall";

const route = getRouteApi("/flows/$flowId");

/** One request's way through the fleet. */
export function FlowPage() {
  const { flowId } = route.useParams();
  const flow = useQuery(flowById(flowId));
  if (flow.data !== undefined) return <FlowView key={flow.data.id} flow={flow.data} />;
  if (flow.isPending) return <Skeleton rows={16} rowHeight={28} />;
  if (flow.error instanceof ApiError && flow.error.status === 404) {
    return (
      <Empty title="There is no such flow">
        It may not have been written yet, or be older than what is kept.{" "}
        <Link to="/flows">See all flows</Link>.
      </Empty>
    );
  }
  return (
    <div className={classes.problem}>
      <Problem error={flow.error} onRetry={() => void flow.refetch()} />
    </div>
  );
}

interface FlowViewProps {
  readonly flow: Flow;
}

function FlowView({ flow }: FlowViewProps) {
  const { hop: chosenId, event } = route.useSearch();
  const navigate = route.useNavigate();
  const span = useMemo(() => spanOf(flow), [flow]);
  const rows = useMemo(() => rowsOf(flow.hops, span.startUs), [flow, span]);
  const chosen =
    rows.find((row) => row.hop.id === chosenId) ?? rows.find((row) => isOf(event, row.hop.events));

  const choose = useCallback(
    (hop: string | undefined) => {
      void navigate({ search: (previous) => ({ ...previous, hop }), replace: true });
    },
    [navigate],
  );
  const open = useCallback(
    (id: string | undefined) => {
      void navigate({ search: (previous) => ({ ...previous, event: id }), replace: true });
    },
    [navigate],
  );

  return (
    <div className={classes.page}>
      <FlowHeader flow={flow} />
      <div className={classes.upper}>
        <Waterfall
          rows={rows}
          durationUs={span.durationUs}
          events={flow.events}
          startUs={span.startUs}
          chosen={chosen?.hop.id}
          onChoose={choose}
        />
        <HopDetails row={chosen} rows={rows} events={flow.events} onChoose={choose} />
      </div>
      <FlowLines flow={flow} row={chosen} event={event} onOpen={open} />
    </div>
  );
}

function isOf(event: string | undefined, events: readonly string[]): boolean {
  return event !== undefined && events.includes(event);
}

/** From the first hop's start to the last one's end: clocks differ, and hops may lie outside of the flow's own times. */
function spanOf(flow: Flow): { startUs: number; durationUs: number } {
  let startUs = microsOf(flow.start);
  let endUs = startUs + flow.durationUs;
  for (const hop of flow.hops) {
    const hopStartUs = microsOf(hop.start);
    startUs = Math.min(startUs, hopStartUs);
    endUs = Math.max(endUs, hopStartUs + hop.durationUs);
  }
  return { startUs, durationUs: Math.max(1, endUs - startUs) };
}
