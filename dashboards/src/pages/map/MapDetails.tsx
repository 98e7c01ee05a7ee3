import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Field } from "../../api/ecs";
import type { MapEdge, ServiceMap } from "../../api/schemas";
import { Button } from "../../components/Button";
import { CloseIcon } from "../../components/icons";
import { Service } from "../../components/Service";
import { duration, plural, share, whole } from "../../lib/format";
import { allOf, clause } from "../../lib/lucene";
import type { TimeRange } from "../../lib/timeRange";
import { flowsThrough } from "../flows/url";
import { searchFor } from "../search/url";
import classes from "./MapDetails.module.css";
import type { MapParams } from "./url";
import { healthOf } from "./weights";

interface MapDetailsProps {
  readonly map: ServiceMap;
  readonly chosen: MapParams;
  readonly range: TimeRange;
  readonly onChoose: (choice: { service?: string; caller?: string; callee?: string }) => void;
}

/** What is chosen on the map, in figures and with ways to what stands behind them; else all calls as a list. */
export function MapDetails({ map, chosen, range, onChoose }: MapDetailsProps) {
  const call = map.edges.find(({ caller, callee }) => caller === chosen.caller && callee === chosen.callee);
  const close = () => {
    onChoose({});
  };
  return (
    <aside className={classes.panel} aria-label="Details">
      {call !== undefined ? (
        <CallDetails call={call} range={range} onClose={close} />
      ) : chosen.service !== undefined ? (
        <ServiceDetails
          service={chosen.service}
          map={map}
          range={range}
          onChoose={onChoose}
          onClose={close}
        />
      ) : (
        <>
          <h2>
            {plural(map.nodes.length, "service")},{" "}
            {plural(map.edges.length, "kind of call", "kinds of calls")}
          </h2>
          <p className={classes.hint}>
            Choose a service or calls on the map or here. The most failing come first.
          </p>
          <Calls calls={map.edges} onChoose={onChoose} />
        </>
      )}
    </aside>
  );
}

interface CallDetailsProps {
  readonly call: MapEdge;
  readonly range: TimeRange;
  readonly onClose: () => void;
}

function CallDetails({ call, range, onClose }: CallDetailsProps) {
  return (
    <>
      <Head onClose={onClose}>
        <Service name={call.caller} /> <span className="soft">calls</span> <Service name={call.callee} />
      </Head>
      <dl className={classes.facts}>
        <Fact name="Calls" value={whole(call.calls)} />
        <Fact
          name="Failed"
          value={`${whole(call.errors)} (${share(call.errors, call.calls)})`}
          bad={call.errors > 0}
        />
        <Fact name="Half took at most" value={duration(call.p50Us)} />
        <Fact name="95% took at most" value={duration(call.p95Us)} />
        <Fact name="99% took at most" value={duration(call.p99Us)} />
      </dl>
      <Ways service={call.callee} range={range} />
    </>
  );
}

interface ServiceDetailsProps extends Omit<MapDetailsProps, "chosen"> {
  readonly service: string;
  readonly onClose: () => void;
}

function ServiceDetails({ service, map, range, onChoose, onClose }: ServiceDetailsProps) {
  const node = map.nodes.find((candidate) => candidate.service === service) ?? { requests: 0, errors: 0 };
  const callers = map.edges.filter((edge) => edge.callee === service);
  const callees = map.edges.filter((edge) => edge.caller === service);
  return (
    <>
      <Head onClose={onClose}>
        <Service name={service} />
      </Head>
      <dl className={classes.facts}>
        <Fact name="Requests" value={whole(node.requests)} />
        <Fact
          name="Failed"
          value={`${whole(node.errors)} (${share(node.errors, node.requests)})`}
          bad={node.errors > 0}
        />
      </dl>
      <Ways service={service} range={range} />
      <h3>Called by {callers.length === 0 ? "nobody in this range" : plural(callers.length, "service")}</h3>
      <Calls calls={callers} onChoose={onChoose} />
      <h3>Calls {callees.length === 0 ? "nobody in this range" : plural(callees.length, "service")}</h3>
      <Calls calls={callees} onChoose={onChoose} />
    </>
  );
}

function Head({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  return (
    <div className={classes.head}>
      <h2>{children}</h2>
      <Button look="quiet" square aria-label="Close the details" onPress={onClose}>
        <CloseIcon size={14} />
      </Button>
    </div>
  );
}

function Fact({
  name,
  value,
  bad = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly bad?: boolean;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={bad ? classes.bad : ""}>{value}</dd>
    </>
  );
}

/** Ways from the map to what stands behind it. */
function Ways({ service, range }: { readonly service: string; readonly range: TimeRange }) {
  const lines = clause(Field.service, service);
  const errors = allOf([lines, "log.level:(ERROR OR FATAL)"]);
  return (
    <ul className={classes.ways}>
      <li>
        <Link to="/flows" search={flowsThrough(service, range)}>
          Flows through {service}
        </Link>
      </li>
      <li>
        <Link to="/flows" search={flowsThrough(service, range, true)}>
          Failed flows through {service}
        </Link>
      </li>
      <li>
        <Link to="/search" search={searchFor(errors, range)}>
          Error lines of {service}
        </Link>
      </li>
      <li>
        <Link to="/search" search={searchFor(lines, range)}>
          All lines of {service}
        </Link>
      </li>
    </ul>
  );
}

interface CallsProps {
  readonly calls: readonly MapEdge[];
  readonly onChoose: MapDetailsProps["onChoose"];
}

function Calls({ calls, onChoose }: CallsProps) {
  return (
    <ul className={classes.calls}>
      {calls.toSorted(byTrouble).map((call) => (
        <li key={`${call.caller}\n${call.callee}`}>
          <button
            type="button"
            onClick={() => {
              onChoose({ caller: call.caller, callee: call.callee });
            }}
          >
            <span className={classes.ends}>
              <Service name={call.caller} />
              <span className={classes.arrow}>→</span>
              <Service name={call.callee} />
            </span>
            <span className={classes.figures}>
              {whole(call.calls)} calls · p95 {duration(call.p95Us)}
              {call.errors === 0 ? null : (
                <span className={classes[healthOf(call.errors, call.calls)]}>
                  {" "}
                  · {share(call.errors, call.calls)} errors
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function byTrouble(a: MapEdge, b: MapEdge): number {
  return b.errors / Math.max(1, b.calls) - a.errors / Math.max(1, a.calls) || b.calls - a.calls;
}
