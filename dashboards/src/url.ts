import { z } from "zod";
import { DEFAULT_RANGE, type TimeRange, toMillis } from "./lib/timeRange";

/** What all pages' URLs have in common: the time range, absent where nobody chose one. */

const MAX_PARAMETER = 8192;

/** An instant, or a time relative to now; what is no time is dropped, as if it were not there. */
export const Moment = z
  .string()
  .max(64)
  .refine((text) => toMillis(text, 0) !== undefined)
  .optional()
  .catch(undefined);

/** Any text of a sane length. */
export const Text = z.string().max(MAX_PARAMETER).optional().catch(undefined);

export const Flag = z
  .literal("true")
  .or(z.literal(true))
  .transform((): true => true)
  .optional()
  .catch(undefined);

export const RangeParams = z.object({ from: Moment, to: Moment });
export type RangeParams = z.infer<typeof RangeParams>;

/** The range of a URL; `usual` is what the page looks at when its URL does not say. */
export function rangeOf(params: RangeParams, usual: TimeRange = DEFAULT_RANGE): TimeRange {
  return { from: params.from ?? usual.from, to: params.to ?? usual.to };
}
