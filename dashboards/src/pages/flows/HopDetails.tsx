import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { Field, textOf } from "../../api/ecs";
import type { EcsDocument } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { Level } from "../../components/Level";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { clockTime, duration, plural, share } from "../../lib/format";
import { clause } from "../../lib/lucene";
import { around } from "../../lib/timeRange";
import { searchFor } from "../search/url";
import { longEvidence, shortEvidence, VANTAGE } from "./evidence";
import classes from "./HopDetails.module.css";
import type { TreeRow } from "./tree";

interface HopDetailsProps {
  readonly row: TreeRow | undefined;
  readonly rows: readonly TreeRow[];
  readonly events: readonly EcsDocument[];
  readonly onChoose: (hop: string) => void;
}

const MAX_LINES = 50;
const AROUND_MS = 5 * 60_000;

/** What is known of the chosen hop, and the lines written in it. */
export function HopDetails({ row, rows, events, onChoose }: HopDetailsProps) {
  const byId = useMemo(() => new Map(events.map((event) => [textOf(event, Field.id), event])), [events]);
  if (row === undefined) {
    return (
      <aside className={classes.panel} aria-label="Chosen hop">
        <p className={classes.hint}>Choose a hop to see what is known of it and the lines written in it.</p>
      </aside>
    );
  }
  const { hop } = row;
  const parent = rows.find((candidate) => candidate.hop.id === hop.parent)?.hop;
  const lines = hop.events.map((id) => byId.get(id)).filter((line) => line !== undefined);
  const inferred = shortEvidence(row);
  return (
    <aside className={classes.panel} aria-label="Chosen hop">
      <h2 className={classes.title}>
        <Service name={hop.service} />
      </h2>
      <p className={classes.operation}>
        <Visible text={hop.operation ?? "unknown operation"} />
      </p>
      <dl className={classes.facts}>
        <Fact name="Status">
          {hop.status ?? "none told"} {hop.failed ? <Chip tone="error">failed</Chip> : null}
        </Fact>
        <Fact name="Duration">
          {duration(hop.durationUs)}, {duration(row.offsetUs)} after the flow’s start
        </Fact>
        <Fact name="Itself">
          {duration(hop.selfTimeUs)} in which none of its calls ran.{" "}
          {hop.onCriticalPath
            ? `On the critical path: the flow waited ${duration(hop.criticalTimeUs)} for it.`
            : "Not on the critical path: the flow did not wait for it."}
        </Fact>
        <Fact name="Seen from">{VANTAGE[hop.vantage]}</Fact>
        {hop.peer === undefined ? null : (
          <Fact name="Other end">
            <Visible text={hop.peer} />
          </Fact>
        )}
        {hop.instance === undefined ? null : (
          <Fact name="Instance">
            <Visible text={hop.instance} />
          </Fact>
        )}
        {hop.host === undefined ? null : (
          <Fact name="Host">
            <Visible text={hop.host} />
          </Fact>
        )}
        {hop.clock === undefined ? null : (
          <Fact name="Clock">{hop.clock} ahead of its caller’s. Times here are as each clock told them.</Fact>
        )}
        {hop.span === undefined ? null : (
          <Fact name="Span">
            <code>
              <Visible text={hop.span} />
            </code>
          </Fact>
        )}
        <Fact name="Parent">
          {parent === undefined ? null : (
            <button
              type="button"
              className={classes.parent}
              onClick={() => {
                onChoose(parent.id);
              }}
            >
              <Visible text={`${parent.service} ${parent.operation ?? ""}`} />
            </button>
          )}
          {inferred === undefined ? null : <Chip dashed>{inferred}</Chip>}
          <span className={classes.evidence}>{longEvidence(row)}</span>
        </Fact>
        {hop.others.length === 0 ? null : (
          <Fact name="Or else">
            {hop.others.map((other) => (
              <span key={other.parent} className={classes.evidence}>
                {share(other.confidence, 1)} <Visible text={nameOf(other.parent, rows)} />
              </span>
            ))}
          </Fact>
        )}
      </dl>
      <div className={classes.linesHead}>
        <h3>{plural(lines.length, "line")} of this hop</h3>
        <Link
          to="/search"
          search={searchFor(clause(Field.service, hop.service), around([hop.start], AROUND_MS))}
        >
          What else {hop.service} logged then
        </Link>
      </div>
      <ol className={classes.lines}>
        {lines.slice(0, MAX_LINES).map((line, index) => (
          <HopLine key={textOf(line, Field.id) ?? index} line={line} />
        ))}
      </ol>
      {lines.length > MAX_LINES ? <p className="soft">The others are in the list below.</p> : null}
    </aside>
  );
}

/** What could be its parent is often a hop of another flow, of which no more is known here. */
function nameOf(id: string, rows: readonly TreeRow[]): string {
  const hop = rows.find((candidate) => candidate.hop.id === id)?.hop;
  return hop === undefined ? `hop ${id} of another flow` : `${hop.service} ${hop.operation ?? ""}`;
}

function HopLine({ line }: { readonly line: EcsDocument }) {
  const time = textOf(line, Field.time) ?? "";
  return (
    <li>
      <div className={classes.lineHead}>
        <time dateTime={time} title={time}>
          {clockTime(time)}
        </time>
        <Level level={textOf(line, Field.level)} />
      </div>
      <div className={classes.message}>
        <Visible text={(textOf(line, Field.message) ?? "").slice(0, MAX_MESSAGE)} />
      </div>
    </li>
  );
}

const MAX_MESSAGE = 2_000;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
