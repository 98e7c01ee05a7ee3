import type { EntityRisk } from "../../api/schemas";

/** The risk of an entity over time as a line: it jumps where it was written, and halves with every half-life in between. */

/** What is left at an instant of what was written last before it; 0 before anything was. `written` by time. */
export function riskAt(written: readonly EntityRisk[], atMs: number): number {
  const last = written.findLast(({ time }) => Date.parse(time) <= atMs);
  if (last === undefined) return 0;
  return last.risk * 0.5 ** ((atMs - Date.parse(last.time)) / last.halfLifeMs);
}

export interface Point {
  readonly atMs: number;
  readonly risk: number;
}

/** So many points of the line, evenly over the range, both ends included, and the tops where it was written. */
export function pointsOf(
  written: readonly EntityRisk[],
  fromMs: number,
  toMs: number,
  count: number,
): Point[] {
  const even = Array.from({ length: count }, (_, index) => fromMs + ((toMs - fromMs) * index) / (count - 1));
  const tops = written.map(({ time }) => Date.parse(time)).filter((at) => at > fromMs && at < toMs);
  return [...new Set([...even, ...tops])]
    .sort((a, b) => a - b)
    .map((atMs) => ({ atMs, risk: riskAt(written, atMs) }));
}

/** The line as an SVG path in a box, the highest point at its top; of nothing but zeros a line at its bottom. */
export function pathOf(points: readonly Point[], width: number, height: number): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const highest = Math.max(...points.map(({ risk }) => risk));
  const span = last.atMs - first.atMs;
  return points
    .map(({ atMs, risk }, index) => {
      const x = span === 0 ? 0 : ((atMs - first.atMs) / span) * width;
      const y = highest === 0 ? height : height - (risk / highest) * height;
      return `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
