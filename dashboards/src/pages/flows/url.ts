import { z } from "zod";
import type { TimeRange } from "../../lib/timeRange";
import { Flag, RangeParams, Text } from "../../url";

/** A flow page's URL: `hop` the hop that is chosen, `event` the line that is open. */
export const FlowParams = RangeParams.extend({ hop: Text, event: Text });
export type FlowParams = z.infer<typeof FlowParams>;

const MAX_DURATION_MS = 86_400_000;

/** A whole number of milliseconds, up to a day; what is none is dropped. */
const Millis = z.coerce.number().int().min(0).max(MAX_DURATION_MS).optional().catch(undefined);

/**
 * The list's URL: only flows through `service`, only `failed` ones, only those that took `minDurationMs` or longer, only those
 * whose structure is as `where` says.
 */
export const FlowsParams = RangeParams.extend({
  service: Text,
  failed: Flag,
  minDurationMs: Millis,
  where: Text,
});
export type FlowsParams = z.infer<typeof FlowsParams>;

/** Two flows side by side: their ids, and whether to show `differences` alone. */
export const CompareParams = RangeParams.extend({ left: Text, right: Text, differences: Flag });
export type CompareParams = z.infer<typeof CompareParams>;

/** The list of flows through a service in a range. */
export function flowsThrough(service: string, range: TimeRange, failed?: true): FlowsParams {
  return { service, failed, from: range.from, to: range.to };
}
