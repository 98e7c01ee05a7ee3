import { z } from "zod";
import { Moment, RangeParams, Text } from "../../url";

/** The inventory's URLs: what ran `at` an instant (absent: now), only what has the text `q`. */
export const InventoryParams = RangeParams.extend({ at: Moment, q: Text });
export type InventoryParams = z.infer<typeof InventoryParams>;

export const NOW = "now";
