import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError } from "../../api/problem";
import { alert as alertById } from "../../api/queries";
import type { Alert } from "../../api/schemas";
import { Risk } from "../../components/Risk";
import { Empty, Problem, Skeleton } from "../../components/States";
import { Visible } from "../../components/Visible";
import { dayAndClock, span, whole } from "../../lib/format";
import classes from "./AlertPage.module.css";
import { Entity } from "./Entity";
import { EvidenceList } from "./EvidenceList";
import { GroupTimeline } from "./GroupTimeline";
import { InvolvedContainers } from "./InvolvedContainers";
import { RiskReasons } from "./RiskReasons";
import { Severity } from "./Severity";
import { SuspectList } from "./SuspectList";
import { TagList } from "./TagList";
import { tagsOf } from "./tags";

const route = getRouteApi("/alerts/$alertId");

/** One alert: what was expected, what was seen, why it is urgent, what belongs to it, and what shows it. */
export function AlertPage() {
  const { alertId } = route.useParams();
  const alert = useQuery(alertById(alertId));
  if (alert.data !== undefined) return <AlertView key={alert.data.id} alert={alert.data} />;
  if (alert.isPending) return <Skeleton rows={8} rowHeight={40} />;
  if (alert.error instanceof ApiError && alert.error.status === 404) {
    return <Empty title="There is no such alert">It may be older than what is kept.</Empty>;
  }
  return (
    <div className={classes.page}>
      <Problem error={alert.error} onRetry={() => void alert.refetch()} />
    </div>
  );
}

function AlertView({ alert }: { readonly alert: Alert }) {
  return (
    <article className={classes.page}>
      <Link to="/alerts" search={(previous) => previous} className={classes.back}>
        ← All alerts
      </Link>
      <header className={classes.head}>
        <h2 className={classes.title}>
          <Visible text={alert.title} />
        </h2>
        {alert.risk === undefined ? null : <Risk risk={alert.risk} />}
        <Severity severity={alert.severity} />
        <TagList tags={tagsOf(alert)} />
      </header>
      {alert.suppressed === undefined ? null : (
        <p className={classes.suppressed}>
          Nobody is told of this alert: <Visible text={alert.suppressed} />
        </p>
      )}
      <dl className={classes.facts}>
        <Fact name="Seen at">
          <time dateTime={alert.time} title={alert.time}>
            {dayAndClock(alert.time)}
          </time>
        </Fact>
        <Fact name="Window">{span(alert.windowStart, alert.windowEnd)}</Fact>
        <Fact name="Rule">
          <Link to="/rules" search={{ q: alert.rule }}>
            <Visible text={alert.rule} />
          </Link>
          , version {alert.ruleVersion}
        </Fact>
        <Fact name="Observations">{whole(alert.count)}</Fact>
      </dl>
      <div className={classes.compare}>
        <section className={classes.expected}>
          <h3>Expected</h3>
          <p>
            <Visible text={alert.expected} />
          </p>
        </section>
        <section className={classes.seen}>
          <h3>Seen</h3>
          <p>
            <Visible text={alert.seen} />
          </p>
        </section>
      </div>
      <RiskReasons alert={alert} />
      <Entity alert={alert} />
      <GroupTimeline alert={alert} />
      <EvidenceList alert={alert} />
      <SuspectList alert={alert} />
      <InvolvedContainers alert={alert} />
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
