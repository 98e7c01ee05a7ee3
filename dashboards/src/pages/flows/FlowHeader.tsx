import { Link } from "@tanstack/react-router";
import type { Flow } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { CopyButton } from "../../components/CopyButton";
import { SearchIcon } from "../../components/icons";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { Field } from "../../api/ecs";
import { dayAndClock, duration, plural } from "../../lib/format";
import { clause } from "../../lib/lucene";
import { around } from "../../lib/timeRange";
import { searchFor } from "../search/url";
import { CompareWith } from "./CompareWith";
import classes from "./FlowHeader.module.css";

interface FlowHeaderProps {
  readonly flow: Flow;
}

/** Lines of a flow may be written somewhat before and after its hops. */
const MARGIN_MS = 60_000;

/** What a flow is in one glance. */
export function FlowHeader({ flow }: FlowHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.first}>
        <h1 className={classes.title}>
          <Service name={flow.rootService} />
          <span className={classes.operation}>
            <Visible text={flow.rootOperation ?? "unknown operation"} />
          </span>
        </h1>
        {flow.failed ? <Chip tone="error">failed</Chip> : null}
        {flow.status === undefined ? null : (
          <Chip tone={flow.status >= 500 ? "error" : "neutral"}>{flow.status}</Chip>
        )}
        {flow.closed ? null : (
          <Chip tone="info" title="Records of this flow may still come">
            still open
          </Chip>
        )}
        <CompareWith left={flow.id} />
      </div>
      <dl className={classes.facts}>
        <Fact name="Start" value={dayAndClock(flow.start)} title={flow.start} />
        <Fact name="Duration" value={duration(flow.durationUs)} />
        <Fact
          name="Services"
          value={plural(flow.services.length, "service")}
          title={flow.services.join(", ")}
        />
        <Fact name="Hops" value={plural(flow.hops.length, "hop")} />
        <Fact name="Lines" value={plural(flow.lines, "line")} />
        <div className={classes.id}>
          <dt>{flow.traceId === undefined ? "Flow" : "Trace"}</dt>
          <dd>
            <code>
              <Visible text={flow.traceId ?? flow.id} />
            </code>
            <CopyButton
              text={flow.traceId ?? flow.id}
              what={flow.traceId === undefined ? "flow id" : "trace id"}
            />
            <Link
              to="/search"
              search={searchFor(clause(Field.flow, flow.id), around([flow.start, flow.end], MARGIN_MS))}
              className={classes.search}
            >
              <SearchIcon size={13} /> in Search
            </Link>
          </dd>
        </div>
      </dl>
      {flow.droppedHops === 0 ? null : (
        <p className={classes.dropped}>
          {plural(flow.droppedHops, "hop")} more than are kept for one flow: counted, but not shown.
        </p>
      )}
    </header>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly title?: string;
}

function Fact({ name, value, title }: FactProps) {
  return (
    <div title={title}>
      <dt className="visually-hidden">{name}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}
