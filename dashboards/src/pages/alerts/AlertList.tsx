import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { ListFooter } from "../../components/ListFooter";
import { useMore } from "../../components/useMore";
import { useWalk } from "../../components/useWalk";
import { plural } from "../../lib/format";
import classes from "./AlertList.module.css";
import { AlertRow } from "./AlertRow";
import { type Fold, rowsOf } from "./fold";

interface AlertListProps {
  readonly folds: readonly Fold[];
  /** How many alerts that are. */
  readonly count: number;
  readonly list: Parameters<typeof useMore>[0] & Parameters<typeof ListFooter>[0]["list"];
}

const CAUSE_HEIGHT = 86;
const MEMBER_HEIGHT = 58;
const OVERSCAN = 6;

/** So many are fetched by themselves: a few causes of very many alerts would fetch all there are before the list is full. */
const LOOKED_AT_ONCE = 1_000;

/** Causes with their alerts; more are fetched as the end comes into sight. */
export function AlertList({ folds, count, list }: AlertListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [limit, setLimit] = useState(LOOKED_AT_ONCE);
  const alerts = useMemo(() => rowsOf(folds, open), [folds, open]);
  const walk = useWalk(scroller, alerts.length);
  const rows = useVirtualizer({
    count: alerts.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (alerts[index]?.fold === undefined ? MEMBER_HEIGHT : CAUSE_HEIGHT),
    getItemKey: (index) => alerts[index]?.alert.id ?? index,
    overscan: OVERSCAN,
    rangeExtractor: walk.rangeExtractor,
  });
  useEffect(() => {
    rows.measure();
  }, [rows, alerts]);
  const items = rows.getVirtualItems();
  const more = useMore(list);
  const paused = list.hasNextPage && !list.isFetchNextPageError && count >= limit;
  const endInSight = (items.at(-1)?.index ?? -1) >= alerts.length - 1;
  useEffect(() => {
    if (endInSight && !paused) more();
  }, [endInSight, paused, more, count]);

  const toggle = (key: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys of the links inside bubble here
    <div
      ref={scroller}
      className={classes.scroller}
      onKeyDown={(event) => {
        walk.onKeyDown(event, rows);
      }}
    >
      <ul className={classes.list} style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const row = alerts[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={row.alert.id}
              className={classes.item}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <AlertRow
                row={row}
                index={item.index}
                isActive={item.index === walk.active}
                isOpen={row.fold !== undefined && open.has(row.fold.key)}
                onActive={walk.setActive}
                onToggle={toggle}
              />
            </li>
          );
        })}
      </ul>
      {paused ? (
        <div className={classes.paused}>
          <span>{plural(count, "alert")} looked at; there are more.</span>
          <Button
            onPress={() => {
              setLimit(count + LOOKED_AT_ONCE);
            }}
          >
            Look at more
          </Button>
        </div>
      ) : (
        <ListFooter list={list} end={`That is all: ${all(folds.length, count)}.`} />
      )}
    </div>
  );
}

function all(causes: number, alerts: number): string {
  return causes === alerts
    ? plural(alerts, "alert")
    : `${plural(alerts, "alert")} of ${plural(causes, "cause")}`;
}
