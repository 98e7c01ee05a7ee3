import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Field, textOf } from "../../api/ecs";
import type { EcsDocument } from "../../api/schemas";
import { LineDetails, type OnFilter } from "./LineDetails";
import { LineRow, ROW_HEIGHT } from "./LineRow";
import { useWalk } from "../useWalk";
import classes from "./lines.module.css";

interface LineListProps {
  readonly label: string;
  readonly lines: readonly EcsDocument[];
  /** How many there are in all, for assistive technology; -1 where that is not known. */
  readonly total: number;
  /** Id of the line that the URL says is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  /** Called while the end of the list is in sight: the place to ask for more. */
  readonly onEndInSight?: () => void;
  readonly onFilter?: OnFilter;
  readonly withDay: boolean;
  /** Whether lines lead to their flow: not where all are of the flow that is looked at. */
  readonly withFlow: boolean;
  readonly footer?: ReactNode;
}

const OVERSCAN = 12;
const OPEN_HEIGHT = 420;

/** Log lines, one row each, of which only those in sight are in the page. Arrow keys walk, Enter opens. */
export function LineList(props: LineListProps) {
  const { lines, open, onEndInSight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(open === undefined ? [] : [open]));
  const walk = useWalk(scroller, lines.length);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (opened.has(idOf(lines[index], index)) ? OPEN_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => idOf(lines[index], index),
    overscan: OVERSCAN,
    rangeExtractor: walk.rangeExtractor,
  });

  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const endInSight = last >= lines.length - 1;
  useEffect(() => {
    if (endInSight) onEndInSight?.();
  }, [endInSight, onEndInSight, lines.length]);

  // A link to one line of many leads to where it is.
  const first = useRef(true);
  useEffect(() => {
    if (!first.current || lines.length === 0) return;
    first.current = false;
    const at = open === undefined ? -1 : lines.findIndex((line, index) => idOf(line, index) === open);
    if (at > 0) rows.scrollToIndex(at, { align: "start" });
  }, [lines, open, rows]);

  const toggle = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
    props.onOpen(next.has(id) ? id : undefined);
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys of the buttons inside bubble here
    <div
      ref={scroller}
      className={classes.scroller}
      onKeyDown={(event) => {
        walk.onKeyDown(event, rows);
      }}
    >
      <div
        role="list"
        aria-label={props.label}
        className={classes.list}
        style={{ height: rows.getTotalSize() }}
      >
        {items.map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const id = idOf(line, item.index);
          const isOpen = opened.has(id);
          return (
            <div
              key={item.key}
              role="listitem"
              aria-setsize={props.total}
              aria-posinset={item.index + 1}
              ref={rows.measureElement}
              data-index={item.index}
              className={classes.item}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LineRow
                line={line}
                index={item.index}
                isOpen={isOpen}
                isActive={item.index === walk.active}
                withDay={props.withDay}
                withFlow={props.withFlow}
                onToggle={() => {
                  walk.setActive(item.index);
                  toggle(id);
                }}
              />
              {isOpen ? (
                <LineDetails line={line} withFlow={props.withFlow} onFilter={props.onFilter} />
              ) : null}
            </div>
          );
        })}
      </div>
      {props.footer}
    </div>
  );
}

/** The event id; lines without one, which the API does not give, are told apart by their place. */
function idOf(line: EcsDocument | undefined, index: number): string {
  return (line === undefined ? undefined : textOf(line, Field.id)) ?? `#${index}`;
}
