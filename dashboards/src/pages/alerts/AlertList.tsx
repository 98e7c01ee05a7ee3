import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Alert } from "../../api/schemas";
import { ListFooter } from "../../components/ListFooter";
import { useMore } from "../../components/useMore";
import { useWalk } from "../../components/useWalk";
import { Visible } from "../../components/Visible";
import { clockTime, day, plural } from "../../lib/format";
import classes from "./AlertList.module.css";
import { Severity } from "./Severity";

interface AlertListProps {
  readonly alerts: readonly Alert[];
  readonly list: Parameters<typeof useMore>[0] & Parameters<typeof ListFooter>[0]["list"];
}

const ROW_HEIGHT = 62;
const OVERSCAN = 6;

/** The latest alerts first; more are fetched as the end comes into sight. */
export function AlertList({ alerts, list }: AlertListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const walk = useWalk(scroller, alerts.length);
  const rows = useVirtualizer({
    count: alerts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: walk.rangeExtractor,
  });
  const items = rows.getVirtualItems();
  const more = useMore(list);
  const endInSight = (items.at(-1)?.index ?? -1) >= alerts.length - 1;
  useEffect(() => {
    if (endInSight) more();
  }, [endInSight, more, alerts.length]);

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
          const alert = alerts[item.index];
          if (alert === undefined) return null;
          return (
            <li key={alert.id} className={classes.item} style={{ transform: `translateY(${item.start}px)` }}>
              <Link
                to="/alerts/$alertId"
                params={{ alertId: alert.id }}
                search={(previous) => previous}
                className={`${classes.link} ${classes[alert.severity]}`}
                data-row={item.index}
                tabIndex={item.index === walk.active ? 0 : -1}
                onClick={() => {
                  walk.setActive(item.index);
                }}
              >
                <span className={classes.title}>
                  <Visible text={alert.title} />
                </span>
                <span className={classes.facts}>
                  <Severity severity={alert.severity} />
                  <time dateTime={alert.time} title={alert.time}>
                    {day(alert.time)} {clockTime(alert.time).slice(0, 8)}
                  </time>
                  <span className={classes.rule}>{alert.rule}</span>
                  <span className={classes.count}>{plural(alert.count, "observation")}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <ListFooter list={list} end={`That is all: ${plural(alerts.length, "alert")}.`} />
    </div>
  );
}
