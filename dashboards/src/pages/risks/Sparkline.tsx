import { useQuery } from "@tanstack/react-query";
import { riskOf } from "../../api/queries";
import type { EntityRisk } from "../../api/schemas";
import { plural } from "../../lib/format";
import { describe, type TimeRange, toMillis } from "../../lib/timeRange";
import { pathOf, pointsOf } from "./riskLine";
import classes from "./Risks.module.css";

interface SparklineProps {
  readonly entity: EntityRisk;
  readonly range: TimeRange;
  /** The end of the range as the server understood it. */
  readonly at: string;
}

const WIDTH = 150;
const HEIGHT = 22;
const POINTS = 60;

/** How an entity's risk came about. The highest point is the top of the box: lines of two entities have the same time, not the same height. */
export function Sparkline({ entity, range, at }: SparklineProps) {
  const written = useQuery(riskOf(range, entity.kind, entity.name));
  const toMs = Date.parse(at);
  const fromMs = toMillis(range.from, toMs) ?? toMs;
  if (written.isError)
    return <span className={classes.noLine}>cannot be drawn: {written.error.message}</span>;
  if (written.data === undefined) return <span className={classes.line} role="status" aria-label="Loading" />;
  const points = pointsOf(written.data.items, fromMs, toMs, POINTS);
  const highest = Math.round(Math.max(...points.map(({ risk }) => risk)));
  const words = `Risk in the range “${describe(range)}”: at most ${highest}, written ${plural(written.data.items.length, "time")}`;
  return (
    <svg
      className={classes.line}
      role="img"
      aria-label={words}
      viewBox={`-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`}
      width={WIDTH + 2}
      height={HEIGHT + 4}
    >
      <title>{words}</title>
      <path className={classes.area} d={`${pathOf(points, WIDTH, HEIGHT)}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />
      <path className={classes.stroke} d={pathOf(points, WIDTH, HEIGHT)} />
    </svg>
  );
}
