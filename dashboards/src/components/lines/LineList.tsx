import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Field, textOf } from "../../api/ecs";
import type { EcsDocument } from "../../api/schemas";
import { LineDetails, type OnFilter } from "./LineDetails";
import { LineRow, ROW_HEIGHT } from "./LineRow";
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
  readonly footer?: ReactNode;
}

const OVERSCAN = 12;
const OPEN_HEIGHT = 420;

/** Log lines, one row each, of which only those in sight are in the page. Arrow keys walk, Enter opens. */
export function LineList(props: LineListProps) {
  const { lines, open, onEndInSight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(open === undefined ? [] : [open]));
  const [active, setActive] = useState(0);
  const toFocus = useRef<number>(undefined);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (opened.has(idOf(lines[index], index)) ? OPEN_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => idOf(lines[index], index),
    overscan: OVERSCAN,
    // The row with the focus stays in the page, else the focus would be lost by scrolling.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (active >= lines.length || shown.includes(active)) return shown;
      return [...shown, active].sort((a, b) => a - b);
    },
  });

  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const endInSight = last >= lines.length - 1;
  useEffect(() => {
    if (endInSight) onEndInSight?.();
  }, [endInSight, onEndInSight, lines.length]);

  useEffect(() => {
    if (toFocus.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-line="${toFocus.current}"]`);
    toFocus.current = undefined;
    row?.focus({ preventScroll: true });
  }, [active]);

  const toggle = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
    props.onOpen(next.has(id) ? id : undefined);
  };

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (!target.hasAttribute("data-line")) return;
    const step = STEPS[event.key];
    if (step === undefined || lines.length === 0) return;
    event.preventDefault();
    const next = Math.min(Math.max(active + step, 0), lines.length - 1);
    toFocus.current = next;
    setActive(next);
    rows.scrollToIndex(next);
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys of the buttons inside bubble here
    <div ref={scroller} className={classes.scroller} onKeyDown={walk}>
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
                isActive={item.index === active}
                withDay={props.withDay}
                onToggle={() => {
                  setActive(item.index);
                  toggle(id);
                }}
              />
              {isOpen ? <LineDetails line={line} onFilter={props.onFilter} /> : null}
            </div>
          );
        })}
      </div>
      {props.footer}
    </div>
  );
}

const STEPS: Record<string, number | undefined> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The event id; lines without one, which the API does not give, are told apart by their place. */
function idOf(line: EcsDocument | undefined, index: number): string {
  return (line === undefined ? undefined : textOf(line, Field.id)) ?? `#${index}`;
}
