import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { flow as flowById } from "../../api/queries";
import { LineList } from "../../components/lines/LineList";
import { Problem, Skeleton } from "../../components/States";
import { Visible } from "../../components/Visible";
import { dayAndClock, duration, plural } from "../../lib/format";
import classes from "./FlowPage.module.css";

const route = getRouteApi("/flows/$flowId");

/** One request's way through the fleet. */
export function FlowPage() {
  const { flowId } = route.useParams();
  const { event } = route.useSearch();
  const navigate = route.useNavigate();
  const flow = useQuery(flowById(flowId));
  if (flow.isPending) return <Skeleton rows={14} rowHeight={26} />;
  if (flow.isError) return <Problem error={flow.error} onRetry={() => void flow.refetch()} />;
  const { data } = flow;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Visible text={`${data.rootService} · ${data.rootOperation ?? "unknown operation"}`} />
        </h1>
        <p className="soft">
          {dayAndClock(data.start)} · {duration(data.durationUs)} · {plural(data.hops.length, "hop")}
        </p>
      </header>
      <LineList
        label="Lines of the flow"
        lines={data.events}
        total={data.events.length}
        open={event}
        withDay={false}
        onOpen={(id) => {
          void navigate({ search: (previous) => ({ ...previous, event: id }), replace: true });
        }}
      />
    </div>
  );
}
