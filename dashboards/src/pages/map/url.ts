import { z } from "zod";
import { RangeParams, Text } from "../../url";

/** The map's URL: what is chosen, either a `service` or the calls from `caller` to `callee`. */
export const MapParams = RangeParams.extend({ service: Text, caller: Text, callee: Text });
export type MapParams = z.infer<typeof MapParams>;
