import { z } from "zod";
import { RangeParams, Text } from "../../url";

/** A flow page's URL: `hop` the hop that is chosen, `event` the line that is open. */
export const FlowParams = RangeParams.extend({ hop: Text, event: Text });
export type FlowParams = z.infer<typeof FlowParams>;
