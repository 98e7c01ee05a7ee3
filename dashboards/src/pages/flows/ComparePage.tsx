import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { ToggleButton } from "react-aria-components";
import { flowComparison } from "../../api/queries";
import type { ComparedRow, FlowComparison, FlowSummary } from "../../api/schemas";
import buttonClasses from "../../components/Button.module.css";
import { Chip } from "../../components/Chip";
import { Service } from "../../components/Service";
import { Empty, Problem, Skeleton } from "../../components/States";
import { DataTable } from "../../components/table/DataTable";
import { Visible } from "../../components/Visible";
import { dayAndClock, duration, plural } from "../../lib/format";
import { COMPARE_CLASSES, compareColumns } from "./compareColumns";
import classes from "./ComparePage.module.css";
import { differing } from "./differences";

const route = getRouteApi("/flows/compare");

/** Two requests side by side: what only one did, what took longer, what failed. */
export function ComparePage() {
  const { left, right } = route.useSearch();
  if (left === undefined || right === undefined) {
    return (
      <Empty title="Two flows are needed">
        Open one of the <Link to="/flows">flows</Link> and give it the id of another.
      </Empty>
    );
  }
  return <Compared left={left} right={right} />;
}

interface ComparedProps {
  readonly left: string;
  readonly right: string;
}

function Compared({ left, right }: ComparedProps) {
  const comparison = useQuery(flowComparison(left, right));
  if (comparison.data !== undefined) return <ComparisonView comparison={comparison.data} />;
  if (comparison.isPending) return <Skeleton rows={16} rowHeight={30} />;
  return (
    <div className={classes.problem}>
      <Problem error={comparison.error} onRetry={() => void comparison.refetch()} />
    </div>
  );
}

interface ComparisonViewProps {
  readonly comparison: FlowComparison;
}

function ComparisonView({ comparison }: ComparisonViewProps) {
  const { differences } = route.useSearch();
  const navigate = route.useNavigate();
  const notable = useMemo(() => differing(comparison.rows), [comparison]);
  const rows = differences === true ? notable : comparison.rows;
  const columns = useMemo(() => compareColumns(), []);
  const open = ({ left, right }: ComparedRow) => {
    const flow = right === undefined ? comparison.left : comparison.right;
    const hop = (right ?? left)?.id;
    void navigate({ to: "/flows/$flowId", params: { flowId: flow.id }, search: { hop } });
  };
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Two flows side by side</h1>
        <span className="soft number" role="status">
          {plural(notable.length, "hop")} of {comparison.rows.length} differ
        </span>
        <ToggleButton
          className={`${buttonClasses.button} ${buttonClasses.plain}`}
          isSelected={differences === true}
          onChange={(only) => {
            void navigate({
              search: (previous) => ({ ...previous, differences: only ? true : undefined }),
              replace: true,
            });
          }}
        >
          Only differences
        </ToggleButton>
        <Link
          to="/flows/compare"
          search={{ left: comparison.right.id, right: comparison.left.id, differences }}
          className={classes.swap}
        >
          Swap sides
        </Link>
      </header>
      <div className={classes.flows}>
        <Whole side="Left" flow={comparison.left} />
        <Whole side="Right" flow={comparison.right} />
      </div>
      <div className={classes.list}>
        {rows.length === 0 ? (
          <Empty title="Nothing differs">
            {comparison.rows.length === 0
              ? "Neither flow has a hop."
              : "Both flows took the same way, and no hop took notably longer or answered otherwise."}
          </Empty>
        ) : (
          <DataTable<ComparedRow>
            label="Hops of both flows"
            rows={rows}
            columns={columns}
            columnClasses={COMPARE_CLASSES}
            idOf={(row) => `${row.left?.id ?? ""} ${row.right?.id ?? ""}`}
            onOpen={open}
            onEndInSight={nothing}
            footer={null}
          />
        )}
      </div>
    </div>
  );
}

/** All rows are there from the beginning. */
function nothing() {
  return undefined;
}

interface WholeProps {
  readonly side: string;
  readonly flow: FlowSummary;
}

function Whole({ side, flow }: WholeProps) {
  return (
    <section className={classes.flow} aria-label={side}>
      <h2>{side}</h2>
      <Service name={flow.rootService} />
      <Link to="/flows/$flowId" params={{ flowId: flow.id }} className={classes.operation}>
        <Visible text={flow.rootOperation ?? "unknown operation"} />
      </Link>
      {flow.status === undefined ? null : (
        <Chip tone={flow.status >= 500 ? "error" : "neutral"}>{flow.status}</Chip>
      )}
      {flow.failed ? <Chip tone="error">failed</Chip> : null}
      <span className="number">{duration(flow.durationUs)}</span>
      <span className="number soft">{plural(flow.hopCount, "hop")}</span>
      <time className="soft" dateTime={flow.start} title={flow.start}>
        {dayAndClock(flow.start)}
      </time>
    </section>
  );
}
