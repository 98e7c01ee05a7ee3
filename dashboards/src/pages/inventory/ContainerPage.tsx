import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../api/problem";
import { containerHistory, images as imagesAt, riskOf } from "../../api/queries";
import type { Container } from "../../api/schemas";
import { Service } from "../../components/Service";
import { Empty, Problem, Skeleton } from "../../components/States";
import { Visible } from "../../components/Visible";
import { dayAndClock, plural } from "../../lib/format";
import { clause } from "../../lib/lucene";
import { around, toMillis } from "../../lib/timeRange";
import { RiskParts } from "../risks/RiskParts";
import { searchFor } from "../search/url";
import { Digest, ImageName, Wrongs } from "./cells";
import classes from "./ContainerPage.module.css";
import { actionOf, changesOf, stateAt } from "./history";
import { NOW } from "./url";
import { imageOf, wrongsOf } from "./wrongs";

const route = getRouteApi("/inventory/containers/$key");

/** What one container was, and when. */
export function ContainerPage() {
  const { key } = route.useParams();
  const { at } = route.useSearch();
  const history = useQuery(containerHistory(key));
  if (history.data !== undefined) {
    return <ContainerView key={key} states={history.data.items} complete={history.data.complete} at={at} />;
  }
  if (history.isPending) return <Skeleton rows={8} rowHeight={40} />;
  if (history.error instanceof ApiError && history.error.status === 404) {
    return (
      <Empty title="There is no such container">
        It may be older than what is kept. <Link to="/inventory">See all containers</Link>.
      </Empty>
    );
  }
  return (
    <div className={classes.page}>
      <Problem error={history.error} onRetry={() => void history.refetch()} />
    </div>
  );
}

interface ContainerViewProps {
  readonly states: readonly Container[];
  readonly complete: boolean;
  readonly at: string | undefined;
}

function ContainerView({ states, complete, at }: ContainerViewProps) {
  const [openedMs] = useState(() => Date.now());
  const then = stateAt(states, toMillis(at ?? NOW, openedMs) ?? openedMs);
  const images = useQuery(imagesAt(at ?? NOW));
  if (then === undefined) return <Empty title="Nothing is kept of this container" />;
  const image = images.data === undefined ? undefined : imageOf(then, images.data.items);
  return (
    <article className={classes.page}>
      <Link to="/inventory" search={{ at }}>
        ← All containers
      </Link>
      <h1 className={classes.title}>
        <Visible text={then.name ?? then.id ?? then.key} />
      </h1>
      <dl className={classes.facts}>
        <Fact name="Service">{then.service === undefined ? "unknown" : <Service name={then.service} />}</Fact>
        <Fact name="Host">
          <Visible text={then.host} />
        </Fact>
        <Fact name="Id">
          <span className="mono">
            <Visible text={then.id ?? "unknown"} />
          </span>
        </Fact>
        <Fact name="Image">
          <ImageName reference={then.image} />
        </Fact>
        <Fact name="Digest">
          <Digest digest={then.digest} />
        </Fact>
        <Times what="Logs" first={then.firstLog} last={then.lastLog} />
        <Times what="Serves" first={then.firstServed} last={then.lastServed} />
      </dl>
      <p className={classes.ways}>
        <Lines container={then} />
        <Link to="/inventory" search={{ at, q: then.digest ?? then.image }}>
          containers of its image
        </Link>
        {then.service === undefined ? null : (
          <Link to="/alerts" search={{ service: then.service }}>
            alerts of its service
          </Link>
        )}
      </p>
      <section className={classes.section} aria-label="Wrong with it">
        <h2>Wrong with it {at === undefined ? "now" : `at ${dayAndClock(at)}`}</h2>
        <Wrongs wrongs={wrongsOf(then, image)} />
      </section>
      <Alerts container={then} />
      <section className={classes.section} aria-label="History">
        <h2>
          History: {plural(states.length, "state")}
          {complete ? "" : ", the latest; there is more that is older"}
        </h2>
        <ol className={classes.states}>
          {states.map((state, index) => (
            <State key={state.since} state={state} before={states[index + 1]} isThen={state === then} />
          ))}
        </ol>
      </section>
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

interface TimesProps {
  readonly what: string;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

function Times({ what, first, last }: TimesProps) {
  return (
    <Fact name={what}>
      {first === undefined || last === undefined
        ? "never, as far as is known"
        : `${dayAndClock(first)} – ${dayAndClock(last)}`}
    </Fact>
  );
}

const MARGIN_MS = 60_000;

/** Digits of an id that all who tell of containers have in common. */
const ID_DIGITS = 12;

/** Its lines while it was in this state. */
function Lines({ container: { id, name, since, seen } }: { readonly container: Container }) {
  const query =
    id !== undefined
      ? `container.id:${id.slice(0, ID_DIGITS)}*`
      : name !== undefined
        ? clause("container.name", name)
        : undefined;
  return query === undefined ? null : (
    <Link to="/search" search={searchFor(query, around([since, seen], MARGIN_MS))}>
      its lines
    </Link>
  );
}

/** The alerts that made it a risk, until the day after it was seen last. */
function Alerts({ container }: { readonly container: Container }) {
  const name = container.id ?? container.name ?? "";
  const range = around([container.since, container.seen], 24 * 3_600_000);
  const risk = useQuery({ ...riskOf(range, "container", name), enabled: name !== "" });
  const last = risk.data?.items.at(-1);
  if (risk.error !== null) return <Problem error={risk.error} onRetry={() => void risk.refetch()} />;
  if (last === undefined || last.top.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Alerts about it">
      <h2>Alerts about it: {plural(last.alerts, "alert")}</h2>
      <RiskParts parts={last.top} alerts={last.alerts} />
    </section>
  );
}

interface StateProps {
  readonly state: Container;
  readonly before: Container | undefined;
  /** Whether it is the one that the page tells of. */
  readonly isThen: boolean;
}

function State({ state, before, isThen }: StateProps) {
  const changes = changesOf(state, before);
  return (
    <li className={classes.state} aria-current={isThen}>
      <Link
        to="/inventory/containers/$key"
        params={{ key: state.key }}
        search={{ at: state.since }}
        className={classes.since}
      >
        <time dateTime={state.since} title={state.since}>
          {dayAndClock(state.since)}
        </time>
      </Link>
      <span className={classes.what}>
        <span>{actionOf(state)}, </span>
        <ImageName reference={state.image} />
        {state.digest === undefined ? null : (
          <>
            {" "}
            <Digest digest={state.digest} />
          </>
        )}
        <span className="soft">
          {state.privileges.length === 0 ? ", no privileges known" : ""}
          {state.privileges.length === 0 ? null : <Visible text={`, ${state.privileges.join(", ")}`} />}
          {`; last seen so ${dayAndClock(state.seen)}`}
          {state.ended === undefined ? "" : `; ended ${dayAndClock(state.ended)}`}
        </span>
        {changes.length === 0 ? null : (
          <span className={classes.changes}>
            <Visible text={changes.join(", ")} />
          </span>
        )}
      </span>
    </li>
  );
}
