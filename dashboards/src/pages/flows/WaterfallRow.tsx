import type { KeyboardEvent } from "react";
import { Chip } from "../../components/Chip";
import { AlertIcon, ChevronIcon } from "../../components/icons";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { duration } from "../../lib/format";
import { serviceColour } from "../../lib/serviceColour";
import { shortEvidence } from "./evidence";
import { Guides, INDENT } from "./Guides";
import { MAX_INDENT, type TreeRow } from "./tree";
import classes from "./Waterfall.module.css";

/** A log line on the time axis. */
export interface Mark {
  readonly id: string;
  readonly offsetUs: number;
  readonly failed: boolean;
}

interface WaterfallRowProps {
  readonly row: TreeRow;
  readonly index: number;
  readonly top: number;
  readonly durationUs: number;
  readonly ticks: readonly number[];
  readonly marks: readonly Mark[];
  readonly isClosed: boolean;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly onFold: (close: boolean) => void;
  readonly onChoose: () => void;
}

export function WaterfallRow(props: WaterfallRowProps) {
  const { row, isClosed, isChosen, onChoose } = props;
  const { hop } = row;
  const names = [classes.row, isChosen ? classes.chosen : "", hop.failed ? classes.failed : ""];
  return (
    <div
      role="row"
      aria-rowindex={props.index + 2}
      aria-level={row.depth + 1}
      aria-selected={isChosen}
      {...(row.children > 0 ? { "aria-expanded": !isClosed } : {})}
      aria-label={labelOf(row)}
      data-row={props.index}
      tabIndex={props.isActive ? 0 : -1}
      className={names.join(" ")}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={onChoose}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose();
      }}
    >
      <HopName {...props} />
      <SelfTime row={row} />
      <HopBar {...props} />
    </div>
  );
}

function SelfTime({ row: { hop } }: { readonly row: TreeRow }) {
  return (
    <div
      role="gridcell"
      className={`${classes.self} ${hop.onCriticalPath ? classes.waitedFor : ""}`}
      title={hop.onCriticalPath ? "On the critical path" : "Not on the critical path"}
    >
      {duration(hop.selfTimeUs)}
    </div>
  );
}

function HopName({ row, isClosed, onFold }: WaterfallRowProps) {
  const { hop } = row;
  const evidence = shortEvidence(row);
  return (
    <div role="gridcell" className={classes.name}>
      <Guides row={row} />
      <span className={classes.fold} style={{ marginLeft: Math.min(row.depth, MAX_INDENT) * INDENT }}>
        {row.children === 0 ? null : (
          <button
            type="button"
            tabIndex={-1}
            aria-label={isClosed ? `Show ${row.children} below` : "Hide what is below"}
            className={isClosed ? "" : classes.unfolded}
            onClick={(event) => {
              event.stopPropagation();
              onFold(!isClosed);
            }}
          >
            <ChevronIcon size={12} />
          </button>
        )}
      </span>
      <span className={classes.service}>
        <Service name={hop.service} />
      </span>
      <span className={classes.operation} title={hop.operation}>
        {hop.vantage === "outbound" ? <span className={classes.outbound}>→ </span> : null}
        <Visible text={hop.operation ?? (hop.vantage === "outbound" ? (hop.peer ?? "") : "")} />
      </span>
      {evidence === undefined ? null : <Chip dashed>{evidence}</Chip>}
      {hop.failed ? (
        <span className={classes.failure} title="This hop failed">
          <AlertIcon size={13} />
        </span>
      ) : null}
      {hop.status === undefined ? null : (
        <span className={`${classes.status} ${hop.status >= 500 ? classes.badStatus : ""}`}>
          {hop.status}
        </span>
      )}
    </div>
  );
}

function HopBar({ row, durationUs, ticks, marks }: WaterfallRowProps) {
  const { hop, offsetUs } = row;
  const from = offsetUs / durationUs;
  const to = (offsetUs + hop.durationUs) / durationUs;
  return (
    <div role="gridcell" className={classes.time}>
      {ticks.map((us) => (
        <span key={us} className={classes.grid} style={{ left: `${(100 * us) / durationUs}%` }} />
      ))}
      <span
        className={`${classes.bar} ${classes[hop.vantage]} ${hop.onCriticalPath ? classes.critical : ""}`}
        style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%`, color: serviceColour(hop.service) }}
      />
      {marks.map((mark) => (
        <span
          key={mark.id}
          className={`${classes.mark} ${mark.failed ? classes.badMark : ""}`}
          style={{ left: `${(100 * mark.offsetUs) / durationUs}%` }}
        />
      ))}
      <span className={classes.figure} style={{ left: `${100 * to}%` }}>
        {duration(hop.durationUs)}
      </span>
    </div>
  );
}

function labelOf(row: TreeRow): string {
  const { hop } = row;
  const parts = [
    hop.service,
    hop.operation,
    duration(hop.durationUs),
    shortEvidence(row),
    hop.onCriticalPath ? "on the critical path" : "",
    hop.failed ? "failed" : "",
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}
