import { useMemo, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { Field, textOf } from "../../api/ecs";
import type { Flow } from "../../api/schemas";
import buttonClasses from "../../components/Button.module.css";
import { LineList } from "../../components/lines/LineList";
import { Empty } from "../../components/States";
import { plural, whole } from "../../lib/format";
import classes from "./FlowLines.module.css";
import type { TreeRow } from "./tree";

interface FlowLinesProps {
  readonly flow: Flow;
  readonly row: TreeRow | undefined;
  readonly event: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

/** The lines of the whole flow in time order, or of the chosen hop alone. */
export function FlowLines({ flow, row, event, onOpen }: FlowLinesProps) {
  const [onlyHop, setOnlyHop] = useState(false);
  const hop = onlyHop ? row?.hop : undefined;
  const shown = useMemo(() => {
    if (hop === undefined) return flow.events;
    const wanted = new Set(hop.events);
    return flow.events.filter((line) => wanted.has(textOf(line, Field.id) ?? ""));
  }, [flow, hop]);
  return (
    <section className={classes.section} aria-label="Lines">
      <div className={classes.head}>
        <h2>{hop === undefined ? "All lines of the flow" : "Lines of the chosen hop"}</h2>
        <span className="soft">
          {shown.length < flow.lines && hop === undefined
            ? `the first ${whole(shown.length)} of ${whole(flow.lines)}`
            : plural(shown.length, "line")}
        </span>
        <ToggleButton
          className={`${buttonClasses.button} ${buttonClasses.plain} ${classes.toggle}`}
          isSelected={hop !== undefined}
          isDisabled={row === undefined}
          onChange={setOnlyHop}
        >
          Only the chosen hop
        </ToggleButton>
      </div>
      <div className={classes.list}>
        {shown.length === 0 ? (
          <Empty title="No lines">
            {hop === undefined
              ? "This flow is known from its hop records alone."
              : "Nothing was logged within this hop."}
          </Empty>
        ) : (
          <LineList
            key={hop?.id ?? ""}
            label="Lines of the flow"
            lines={shown}
            total={shown.length}
            open={event}
            onOpen={onOpen}
            withDay={false}
            withFlow={false}
          />
        )}
      </div>
    </section>
  );
}
