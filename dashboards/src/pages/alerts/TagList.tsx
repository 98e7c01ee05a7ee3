import { Chip } from "../../components/Chip";
import { visibleLine } from "../../lib/visibleText";
import type { Tag } from "./tags";

interface TagListProps {
  readonly tags: readonly Tag[];
  /** How many are shown; the others are counted. */
  readonly max?: number;
}

export function TagList({ tags, max = tags.length }: TagListProps) {
  const hidden = tags.slice(max);
  return (
    <>
      {tags.slice(0, max).map(({ label, meaning }) => (
        <Chip key={label} title={meaning}>
          {visibleLine(label)}
        </Chip>
      ))}
      {hidden.length === 0 ? null : (
        <Chip title={hidden.map(({ label }) => label).join(", ")}>+{hidden.length}</Chip>
      )}
    </>
  );
}
