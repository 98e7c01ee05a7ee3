import { z } from "zod";
import { RangeParams, Text } from "../../url";

const State = z.enum(["in-force", "refused", "replaced"]);

/** The rules' URL: only those in a `state`, only those that have the text `q`. The range is that of which alerts are counted. */
export const RulesParams = RangeParams.extend({ state: State.optional().catch(undefined), q: Text });
export type RulesParams = z.infer<typeof RulesParams>;
