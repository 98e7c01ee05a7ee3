import type { ComparedHop, ComparedRow } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { Service } from "../../components/Service";
import type { Column } from "../../components/table/DataTable";
import { Visible } from "../../components/Visible";
import { duration } from "../../lib/format";
import classes from "./ComparePage.module.css";
import { differencesOf, hopOf, longerOf, selfLongerOf } from "./differences";
import { INDENT } from "./Guides";
import { MAX_INDENT } from "./tree";

export const COMPARE_CLASSES = {
  hop: classes.hopColumn,
  left: classes.figureColumn,
  right: classes.figureColumn,
  longer: classes.longerColumn,
  itself: classes.figureColumn,
  notice: classes.noticeColumn,
};

/** A hop, how long it took in either flow, and what differs. */
export function compareColumns(): Column<ComparedRow>[] {
  return [
    { id: "hop", header: "Hop", cell: ({ row }) => <HopName row={row.original} /> },
    { id: "left", header: "Left", cell: ({ row }) => <Took hop={row.original.left} /> },
    { id: "right", header: "Right", cell: ({ row }) => <Took hop={row.original.right} /> },
    {
      id: "longer",
      header: "Right took longer",
      cell: ({ row }) => <span className="number">{longerOf(row.original) ?? ""}</span>,
    },
    {
      id: "itself",
      header: "itself",
      cell: ({ row }) => <span className="number">{selfLongerOf(row.original) ?? ""}</span>,
    },
    {
      id: "notice",
      header: "Differs",
      cell: ({ row }) => (
        <span className={classes.marks}>
          {differencesOf(row.original).map(({ text, tone }) => (
            <Chip key={text} tone={tone}>
              {text}
            </Chip>
          ))}
        </span>
      ),
    },
  ];
}

function HopName({ row }: { readonly row: ComparedRow }) {
  const hop = hopOf(row);
  if (hop === undefined) return null;
  const operation = hop.operation ?? (hop.vantage === "outbound" ? (hop.peer ?? "") : "");
  return (
    <span className={classes.hop} style={{ paddingLeft: Math.min(row.depth, MAX_INDENT) * INDENT }}>
      <Service name={hop.service} />
      <span className={classes.operation} title={operation}>
        {hop.vantage === "outbound" ? "→ " : ""}
        <Visible text={operation} />
      </span>
    </span>
  );
}

function Took({ hop }: { readonly hop: ComparedHop | undefined }) {
  if (hop === undefined) return <span className="soft">–</span>;
  return (
    <span
      className={`number ${hop.onCriticalPath ? classes.waitedFor : ""}`}
      title={`${duration(hop.selfTimeUs)} itself${hop.onCriticalPath ? "; on the critical path" : ""}`}
    >
      {duration(hop.durationUs)}
    </span>
  );
}
