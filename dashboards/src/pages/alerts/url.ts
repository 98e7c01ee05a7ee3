import { z } from "zod";
import { RangeParams, Text } from "../../url";

/** The alerts' URL: only those of `rule`. Which alert is open stands in the path. */
export const AlertsParams = RangeParams.extend({ rule: Text });
export type AlertsParams = z.infer<typeof AlertsParams>;
