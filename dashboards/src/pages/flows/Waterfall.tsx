import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { Field, textOf } from "../../api/ecs";
import type { EcsDocument } from "../../api/schemas";
import { useWalk } from "../../components/useWalk";
import { duration, microsOf } from "../../lib/format";
import { ticksOf, type TreeRow, withoutClosed } from "./tree";
import classes from "./Waterfall.module.css";
import { type Mark, WaterfallRow } from "./WaterfallRow";

interface WaterfallProps {
  readonly rows: readonly TreeRow[];
  /** Of the time axis, and where it begins, both in microseconds. */
  readonly durationUs: number;
  readonly startUs: number;
  readonly events: readonly EcsDocument[];
  readonly chosen: string | undefined;
  readonly onChoose: (hop: string | undefined) => void;
}

const ROW_HEIGHT = 26;
const OVERSCAN = 10;

/** The hops as a tree on the left and as bars on one time axis on the right. Arrow keys walk, left and right close and open. */
export function Waterfall({ rows, durationUs, startUs, events, chosen, onChoose }: WaterfallProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => withoutClosed(rows, closed), [rows, closed]);
  const marks = useMemo(() => marksOf(events, startUs), [events, startUs]);
  const walk = useWalk(
    scroller,
    shown.length,
    Math.max(
      0,
      shown.findIndex((row) => row.hop.id === chosen),
    ),
  );
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.hop.id ?? index,
    overscan: OVERSCAN,
    rangeExtractor: walk.rangeExtractor,
  });
  const ticks = ticksOf(durationUs);

  const fold = (id: string, close: boolean) => {
    const next = new Set(closed);
    if (close) next.add(id);
    else next.delete(id);
    setClosed(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = shown[walk.active];
    if (row !== undefined && row.children > 0 && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      fold(row.hop.id, event.key === "ArrowLeft");
      return;
    }
    walk.onKeyDown(event, virtual);
  };

  if (rows.length === 0) {
    return <p className={classes.none}>None of this flow’s lines tells of a request; its lines are below.</p>;
  }
  return (
    <div className={classes.waterfall} ref={scroller}>
      <div
        role="treegrid"
        aria-label="Hops"
        aria-rowcount={shown.length + 1}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div role="row" aria-rowindex={1} className={classes.axis}>
          <div role="columnheader" className={classes.axisName}>
            Hop
          </div>
          <div
            role="columnheader"
            className={classes.axisSelf}
            title="Time in which none of the hop’s calls ran; strong on the critical path"
          >
            Itself
          </div>
          <div role="columnheader" className={classes.axisTime} aria-label="Time">
            {ticks.map((us) => (
              <span key={us} className={classes.tick} style={{ left: `${(100 * us) / durationUs}%` }}>
                {duration(us)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = shown[item.index];
            if (row === undefined) return null;
            return (
              <WaterfallRow
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                durationUs={durationUs}
                ticks={ticks}
                marks={row.hop.events
                  .flatMap((id) => marks.get(id) ?? [])
                  .filter((mark) => isWithin(mark, durationUs))}
                isClosed={closed.has(row.hop.id)}
                isChosen={row.hop.id === chosen}
                isActive={item.index === walk.active}
                onFold={(close) => {
                  fold(row.hop.id, close);
                }}
                onChoose={() => {
                  walk.setActive(item.index);
                  onChoose(row.hop.id);
                }}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A line of a host whose clock differs may lie outside of the axis. */
function isWithin(mark: Mark, durationUs: number): boolean {
  return mark.offsetUs >= 0 && mark.offsetUs <= durationUs;
}

/** Where on the time axis each line was written. */
function marksOf(events: readonly EcsDocument[], startUs: number): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const event of events) {
    const id = textOf(event, Field.id);
    const offsetUs = microsOf(textOf(event, Field.time) ?? "") - startUs;
    if (id === undefined || Number.isNaN(offsetUs)) continue;
    const level = textOf(event, Field.level);
    marks.set(id, { id, offsetUs, failed: level === "ERROR" || level === "FATAL" });
  }
  return marks;
}
