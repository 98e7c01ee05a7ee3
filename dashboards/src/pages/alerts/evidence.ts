import type { LogQuery } from "../../api/queries";
import { Field } from "../../api/ecs";
import type { Alert, AlertEvidence } from "../../api/schemas";
import { around, type TimeRange } from "../../lib/timeRange";

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

/** What the server compares at most, and the least that tells something. */
const LONGEST_MS = 3_600_000;
const SHORTEST_MS = 3 * 60_000;

/** When to look for what changed: the alert's window; of one that is too long, the hour until the alert was seen (`cut`). */
export function suspectWindow(alert: Alert): TimeRange & { readonly cut: boolean } {
  const start = Date.parse(alert.windowStart);
  const end = Date.parse(alert.windowEnd);
  const cut = end - start > LONGEST_MS;
  const to = cut ? Date.parse(alert.time) : end;
  const from = cut ? to - LONGEST_MS : Math.min(start, end - SHORTEST_MS);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), cut };
}
