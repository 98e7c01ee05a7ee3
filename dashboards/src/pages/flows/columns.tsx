import { Link } from "@tanstack/react-router";
import type { FlowSummary } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { Service } from "../../components/Service";
import type { Column } from "../../components/table/DataTable";
import { Visible } from "../../components/Visible";
import { clockTime, day, duration, whole } from "../../lib/format";
import { serviceColour } from "../../lib/serviceColour";
import classes from "./columns.module.css";

export const COLUMN_CLASSES = {
  start: classes.startColumn,
  service: classes.serviceColumn,
  status: classes.statusColumn,
  duration: classes.durationColumn,
  services: classes.servicesColumn,
  hops: classes.figureColumn,
  lines: classes.figureColumn,
};

const MAX_DOTS = 12;

/** The columns of the list; bars are drawn against the longest flow in it. */
export function columnsOf(longestUs: number): Column<FlowSummary>[] {
  return [
    {
      id: "start",
      header: "Start",
      cell: ({ row: { original: flow } }) => (
        <time dateTime={flow.start} title={flow.start} className={`number ${classes.time}`}>
          {day(flow.start)} {clockTime(flow.start)}
        </time>
      ),
    },
    {
      id: "service",
      header: "First service",
      cell: ({ row }) => <Service name={row.original.rootService} />,
    },
    {
      id: "operation",
      header: "Operation",
      cell: ({ row: { original: flow } }) => (
        <Link to="/flows/$flowId" params={{ flowId: flow.id }} className={classes.operation} tabIndex={-1}>
          <Visible text={flow.rootOperation ?? "unknown operation"} />
        </Link>
      ),
    },
    { id: "status", header: "Status", cell: ({ row }) => <Status flow={row.original} /> },
    {
      id: "duration",
      header: "Duration",
      cell: ({ row: { original: flow } }) => (
        <span className={classes.duration}>
          <span className="number">{duration(flow.durationUs)}</span>
          <span className={classes.track}>
            <span
              className={flow.failed ? classes.badBar : classes.bar}
              style={{ width: `${(100 * flow.durationUs) / longestUs}%` }}
            />
          </span>
        </span>
      ),
    },
    {
      id: "services",
      header: "Services",
      cell: ({ row: { original: flow } }) => (
        <span className={classes.services} title={flow.services.join(", ")}>
          <span className="number">{flow.services.length}</span>
          {flow.services.slice(0, MAX_DOTS).map((service) => (
            <span key={service} className={classes.dot} style={{ backgroundColor: serviceColour(service) }} />
          ))}
        </span>
      ),
    },
    { id: "hops", header: "Hops", cell: ({ row }) => whole(row.original.hopCount) },
    { id: "lines", header: "Lines", cell: ({ row }) => whole(row.original.lines) },
  ];
}

function Status({ flow }: { readonly flow: FlowSummary }) {
  return (
    <span className={classes.status}>
      {flow.status === undefined ? null : <span className="number">{flow.status}</span>}
      {flow.failed ? <Chip tone="error">failed</Chip> : null}
      {flow.closed ? null : <Chip tone="info">open</Chip>}
    </span>
  );
}
