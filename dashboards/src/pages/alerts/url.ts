import { z } from "zod";
import { Severity } from "../../api/schemas";
import { Flag, RangeParams, Text } from "../../url";

/**
 * The alerts' URL: only those of `rule`, at least as severe as `minSeverity`, about `service`, of the cause `group`; `suppressed` ones too;
 * the most at risk first where `sort` is `risk`. Which alert is open stands in the path.
 */
export const AlertsParams = RangeParams.extend({
  rule: Text,
  minSeverity: Severity.optional().catch(undefined),
  service: Text,
  group: Text,
  suppressed: Flag,
  sort: z.literal("risk").optional().catch(undefined),
});
export type AlertsParams = z.infer<typeof AlertsParams>;

/** Whether the list shows less than all that people are to be told of. */
export function isNarrowed({ rule, minSeverity, service, group }: AlertsParams): boolean {
  return [rule, minSeverity, service, group].some((filter) => filter !== undefined);
}
