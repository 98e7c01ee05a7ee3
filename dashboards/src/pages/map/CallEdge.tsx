import { type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import type { MapEdge } from "../../api/schemas";
import { duration } from "../../lib/format";
import { arrowOf, pathOf, type PlacedEdge } from "./layout";
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
  const label = `translate(-50%, -50%) translate(${placed.label.x}px, ${placed.label.y}px)`;
  return (
    <>
      <g className={`${selected === true ? classes.chosenEdge : ""} ${isPale ? classes.pale : ""}`}>
        <path d={path} className={`${classes.edge} ${STROKES[health]}`} strokeWidth={width} />
        <path d={arrowOf(placed.points, width)} className={ARROWS[health]} />
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
