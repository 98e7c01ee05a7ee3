import { z } from "zod";
import { DEFAULT_RANGE, type TimeRange, toMillis } from "./lib/timeRange";

/** What all pages' URLs have in common: the time range, absent where it is the usual one. */

const MAX_PARAMETER = 8192;

/** One end of a range; what is no time is dropped, as if it were not there. */
const RangeEnd = z
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
  .transform(() => true)
  .optional()
  .catch(undefined);

export const RangeParams = z.object({ from: RangeEnd, to: RangeEnd });
export type RangeParams = z.infer<typeof RangeParams>;

export function rangeOf(params: RangeParams): TimeRange {
  return { from: params.from ?? DEFAULT_RANGE.from, to: params.to ?? DEFAULT_RANGE.to };
}

/** A range for the URL. */
export function rangeParams(range: TimeRange): RangeParams {
  const usual = range.from === DEFAULT_RANGE.from && range.to === DEFAULT_RANGE.to;
  return usual ? { from: undefined, to: undefined } : { from: range.from, to: range.to };
}
