import { z } from "zod";
import { EntityKind } from "../../api/schemas";
import { RangeParams, Text } from "../../url";

/** The risks' URL: only entities of a `kind`, only those whose name has the text `q`. */
export const RisksParams = RangeParams.extend({ kind: EntityKind.optional().catch(undefined), q: Text });
export type RisksParams = z.infer<typeof RisksParams>;
