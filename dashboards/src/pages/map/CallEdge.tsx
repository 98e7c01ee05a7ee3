import { type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { MapEdge } from "../../api/schemas";
import { duration } from "../../lib/format";
import { pathOf, type PlacedEdge, type Point } from "./layout";
import classes from "./MapCanvas.module.css";
import { healthOf, widthOf } from "./weights";

export type CallEdgeType = Edge<{ call: MapEdge; placed: PlacedEdge; isPale: boolean }, "call">;

const STROKES = { fine: classes.fine, some: classes.some, bad: classes.bad };
const ARROWS = { fine: classes.arrowFine, some: classes.arrowSome, bad: classes.arrowBad };

/** Calls between two services, along the way that the layout found. */
export function CallEdge({ data, selected }: EdgeProps<CallEdgeType>) {
  if (data === undefined) return null;
  const { call, placed, isPale } = data;
  const path = pathOf(placed.points);
  const health = healthOf(call.errors, call.calls);
  const width = widthOf(call.calls);
  const tip = placed.points.at(-1);
  const label = `translate(-50%, -50%) translate(${placed.label.x}px, ${placed.label.y}px)`;
  return (
    <>
      <g className={`${selected === true ? classes.chosenEdge : ""} ${isPale ? classes.pale : ""}`}>
        <path d={path} className={`${classes.edge} ${STROKES[health]}`} strokeWidth={width} />
        {tip === undefined ? null : <path d={arrowAt(tip, width)} className={ARROWS[health]} />}
      </g>
      <path d={path} className={classes.target} />
      <EdgeLabelRenderer>
        <div
          className={`${classes.label} ${health === "bad" ? classes.badLabel : ""} ${isPale ? classes.pale : ""}`}
          style={{ transform: label }}
        >
          {duration(call.p95Us)}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

/** All edges end at a left border, so all arrows point right. */
function arrowAt(tip: Point, width: number): string {
  const half = 3 + width / 2;
  return `M${tip.x} ${tip.y}l${-2 * half} ${-half}v${2 * half}z`;
}
