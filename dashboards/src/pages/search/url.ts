import { z } from "zod";
import { Field } from "../../api/ecs";
import { clause } from "../../lib/lucene";
import { around, type TimeRange } from "../../lib/timeRange";
import { RangeParams, Text } from "../../url";

/** The Search page's URL: `q` the query, `event` the line that is open. */
export const SearchParams = RangeParams.extend({ q: Text, event: Text });
export type SearchParams = z.infer<typeof SearchParams>;

/** The search for a query in a range. */
export function searchFor(q: string, range: TimeRange): SearchParams {
  return { q, from: range.from, to: range.to };
}

/** The search that finds one line by its id and opens it; `instants` tell when it may have been written. */
export function searchForLine(event: string, instants: readonly string[], marginMs: number): SearchParams {
  return { q: clause(Field.id, event), event, ...around(instants, marginMs) };
}
