import type { LogQuery } from "../../api/queries";
import { Field } from "../../api/ecs";
import type { Alert, AlertEvidence } from "../../api/schemas";
import { around } from "../../lib/timeRange";

/** Where the lines behind an alert are found. */

/** A line may bear a time somewhat outside of the window that it was counted in. */
export const MARGIN_MS = 15 * 60_000;

/** Moments between which the evidence lies. */
export function instantsOf(alert: Alert): string[] {
  return [alert.time, alert.windowStart, alert.windowEnd];
}

/** Finds the evidence's lines, all with one question. */
export function queryFor(alert: Alert): LogQuery {
  const ids = alert.evidence.map(({ event }) => `"${event.replaceAll(/["\\]/g, "\\$&")}"`);
  return { q: `${Field.id}:(${ids.join(" OR ")})`, ...around(instantsOf(alert), MARGIN_MS) };
}

/** The flows that the evidence names, each once. */
export function flowsOf(evidence: readonly AlertEvidence[]): string[] {
  return [...new Set(evidence.flatMap(({ flow }) => flow ?? []))];
}
