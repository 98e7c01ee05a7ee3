import { MAX_INDENT, type TreeRow } from "./tree";
import classes from "./Waterfall.module.css";

export const INDENT = 14;

const HEIGHT = 26;
const MIDDLE = HEIGHT / 2;

interface GuidesProps {
  readonly row: TreeRow;
}

/** The lines of the tree. The last piece, to the hop itself, is dashed where the edge is not known. */
export function Guides({ row }: GuidesProps) {
  const depth = Math.min(row.depth, MAX_INDENT);
  if (depth === 0) return null;
  const passing = row.passing.slice(-(depth - 1));
  const own = (depth - 1) * INDENT + INDENT / 2;
  return (
    <svg aria-hidden="true" className={classes.guides} width={depth * INDENT + INDENT} height={HEIGHT}>
      {(depth === 1 ? [] : passing).map((passes, level) =>
        passes ? <path key={level} d={`M${level * INDENT + INDENT / 2 + 0.5} 0V${HEIGHT}`} /> : null,
      )}
      {row.hasNext ? <path d={`M${own + 0.5} 0V${HEIGHT}`} /> : null}
      <path
        d={`M${own + 0.5} 0V${MIDDLE + 0.5}H${own + INDENT - 2}`}
        className={row.origin === "concluded" ? classes.concluded : ""}
      />
    </svg>
  );
}
