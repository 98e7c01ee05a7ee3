import { Chip } from "../../components/Chip";
import { Visible } from "../../components/Visible";
import { visibleLine } from "../../lib/visibleText";
import { readImage, shortDigest } from "./image";
import classes from "./Inventory.module.css";
import type { Wrong } from "./wrongs";

/** What containers and images have in common in their tables. */

/** What fits into a table's row. */
export const MAX_WRONGS = 3;

/** Where the image comes from in a quieter colour than what it is. */
export function ImageName({ reference }: { readonly reference: string | undefined }) {
  if (reference === undefined) return <span className="soft">unknown</span>;
  const { registry, repository, tag } = readImage(reference);
  return (
    <span className={classes.mono} title={reference}>
      <span className={classes.registry}>
        <Visible text={registry} />/
      </span>
      <Visible text={repository} />
      {tag === undefined ? null : <Visible text={`:${tag}`} />}
    </span>
  );
}

export function Digest({ digest }: { readonly digest: string | undefined }) {
  if (digest === undefined) return <span className="soft">unknown</span>;
  return (
    <span className={classes.mono} title={digest}>
      <Visible text={shortDigest(digest)} />
    </span>
  );
}

interface WrongsProps {
  readonly wrongs: readonly Wrong[];
  /** How many are shown; the others are counted. */
  readonly max?: number;
}

export function Wrongs({ wrongs, max = wrongs.length }: WrongsProps) {
  if (wrongs.length === 0) return <span className="soft">nothing known</span>;
  const hidden = wrongs.slice(max);
  return (
    <span className={classes.wrongs}>
      {wrongs.slice(0, max).map(({ text, meaning, tone }) => (
        <Chip key={text} tone={tone} title={`${text}: ${meaning}`}>
          {visibleLine(text)}
        </Chip>
      ))}
      {hidden.length === 0 ? null : (
        <Chip title={hidden.map(({ text }) => text).join(", ")}>+{hidden.length}</Chip>
      )}
    </span>
  );
}
