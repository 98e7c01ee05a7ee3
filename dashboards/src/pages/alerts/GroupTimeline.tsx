import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { alertsOfGroup, MAX_OF_GROUP } from "../../api/queries";
import type { Alert } from "../../api/schemas";
import { Problem, Skeleton } from "../../components/States";
import { Risk } from "../../components/Risk";
import { Visible } from "../../components/Visible";
import { dayAndClock, duration, plural, whole } from "../../lib/format";
import classes from "./GroupTimeline.module.css";
import { Severity } from "./Severity";

/** All alerts of the cause, by time, the open one marked. */
export function GroupTimeline({ alert }: { readonly alert: Alert }) {
  const group = alert.group ?? "";
  const isAlone = group === "" || (alert.groupSize ?? 1) < 2;
  // The first alert of a cause is written again when others join it; any other may know of too few.
  const members = useQuery({ ...alertsOfGroup(group), enabled: group !== "" });
  if (group === "" || (isAlone && (members.data?.items.length ?? 0) < 2)) return null;
  return (
    <section className={classes.section} aria-label="Alerts of the same cause">
      <div className={classes.head}>
        <h3>
          {members.data === undefined
            ? "Alerts of the same cause"
            : `One cause: ${plural(members.data.total, "alert")}${leftOut(members.data)}`}
        </h3>
        <Link to="/alerts" search={(previous) => ({ ...previous, group, ...rangeOf(members.data?.items) })}>
          All in the list
        </Link>
      </div>
      {members.error === null ? null : (
        <Problem error={members.error} onRetry={() => void members.refetch()} />
      )}
      {members.isPending ? (
        <Skeleton rows={2} rowHeight={30} />
      ) : (
        <Timeline alerts={[...(members.data?.items ?? [])].reverse()} open={alert.id} />
      )}
    </section>
  );
}

function leftOut({ items, total }: { readonly items: readonly Alert[]; readonly total: number }): string {
  return total > items.length ? `, of which the latest ${whole(MAX_OF_GROUP)} are here` : "";
}

/** A cause may have begun before the list's range: the link must not lose it. */
function rangeOf(alerts: readonly Alert[] | undefined) {
  const last = alerts?.[0];
  const first = alerts?.at(-1);
  if (first === undefined || last === undefined) return {};
  return { from: first.time, to: new Date(Date.parse(last.time) + 1).toISOString() };
}

interface TimelineProps {
  readonly alerts: readonly Alert[];
  /** The id of the alert that is open. */
  readonly open: string;
}

function Timeline({ alerts, open }: TimelineProps) {
  const start = Date.parse(alerts[0]?.time ?? "");
  return (
    <ol className={classes.list}>
      {alerts.map((alert) => (
        <li key={alert.id} className={classes.row} aria-current={alert.id === open}>
          <time dateTime={alert.time} title={dayAndClock(alert.time)} className={classes.time}>
            {later(Date.parse(alert.time) - start) ?? dayAndClock(alert.time)}
          </time>
          <span className={classes.marks}>
            {alert.risk === undefined ? null : <Risk risk={alert.risk} />}
            <Severity severity={alert.severity} />
          </span>
          <Link
            to="/alerts/$alertId"
            params={{ alertId: alert.id }}
            search={(previous) => previous}
            className={classes.title}
          >
            <Visible text={alert.title} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** How long after the first, undefined for the first. */
function later(millis: number): string | undefined {
  return millis > 0 ? `+${duration(millis * 1000)}` : undefined;
}
