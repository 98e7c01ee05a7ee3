import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { suspects as suspectsOf } from "../../api/queries";
import type { Alert, Clue, Suspect, Suspects } from "../../api/schemas";
import { Button } from "../../components/Button";
import { Service } from "../../components/Service";
import { Problem, Skeleton } from "../../components/States";
import { Visible } from "../../components/Visible";
import { plural, span, whole } from "../../lib/format";
import type { TimeRange } from "../../lib/timeRange";
import { searchFor } from "../search/url";
import { suspectWindow } from "./evidence";
import { kindWords, recordsQuery, saysThatSomethingBroke } from "./suspectWords";
import classes from "./SuspectList.module.css";

/** Which services changed in the alert's window, the most suspect first, and what of each. */
export function SuspectList({ alert }: { readonly alert: Alert }) {
  const [wanted, setWanted] = useState(saysThatSomethingBroke(alert.rule));
  const { cut, ...window } = suspectWindow(alert);
  const found = useQuery({ ...suspectsOf(window), enabled: wanted });
  return (
    <section className={classes.section} aria-label="Suspects">
      <div className={classes.head}>
        <h3>Suspects: what changed between {span(window.from, window.to)}</h3>
        {cut ? <span className="soft">the hour until it was seen; its window is longer</span> : null}
      </div>
      {wanted ? null : (
        <p className={classes.ask}>
          <span className="soft">
            Compares the flows and lines of that time with those of the hour before it.
          </span>
          <Button
            onPress={() => {
              setWanted(true);
            }}
          >
            Look for what changed
          </Button>
        </p>
      )}
      {wanted && found.isPending ? <Skeleton rows={3} rowHeight={34} /> : null}
      {found.error === null ? null : <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {found.data === undefined ? null : <Found suspects={found.data} window={window} />}
    </section>
  );
}

interface FoundProps {
  readonly suspects: Suspects;
  readonly window: TimeRange;
}

function Found({ suspects, window }: FoundProps) {
  return (
    <>
      {suspects.items.length === 0 ? (
        <p className={classes.ask}>
          {suspects.flows + suspects.lines === 0
            ? "No flow and no line of that time is kept, so nothing can be compared."
            : suspects.baselineFlows + suspects.baselineLines === 0
              ? "Nothing is kept of the hour before, so what was usual is not known."
              : "No service did otherwise than in the hour before."}
        </p>
      ) : (
        <ol className={classes.list}>
          {suspects.items.map((suspect) => (
            <SuspectItem key={suspect.rank} suspect={suspect} window={window} />
          ))}
        </ol>
      )}
      <p className={classes.looked}>
        {plural(suspects.flows, "flow")} and {plural(suspects.lines, "line")} compared with{" "}
        {plural(suspects.baselineFlows, "flow")} and {plural(suspects.baselineLines, "line")} of the hour
        before
        {suspects.limitReached ? "; there are more, and only the newest were looked at" : ""}.
      </p>
    </>
  );
}

/** Traits of one suspect that are told at first. */
const CLUES_AT_FIRST = 3;

function SuspectItem({ suspect, window }: { readonly suspect: Suspect; readonly window: TimeRange }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? suspect.evidence : suspect.evidence.slice(0, CLUES_AT_FIRST);
  const hidden = suspect.evidence.length - shown.length;
  return (
    <li className={classes.suspect}>
      <div className={classes.who}>
        <span className={classes.rank}>{suspect.rank}</span>
        <Service name={suspect.service} />
        {suspect.instance === undefined ? null : (
          <span className="soft">
            instance <Visible text={suspect.instance} />
          </span>
        )}
        <span className={classes.score} title="Natural logarithm of how much likelier this is if it changed">
          {whole(Math.round(suspect.score))} nats
        </span>
      </div>
      <ul className={classes.clues}>
        {shown.map((clue, index) => (
          <ClueItem key={index} clue={clue} window={window} />
        ))}
      </ul>
      {hidden === 0 ? null : (
        <Button
          look="quiet"
          onPress={() => {
            setWhole(true);
          }}
        >
          Show {plural(hidden, "further change")}
        </Button>
      )}
    </li>
  );
}

function ClueItem({ clue, window }: { readonly clue: Clue; readonly window: TimeRange }) {
  return (
    <li>
      <span className={classes.kind}>{kindWords(clue.kind)}</span>
      <span className={classes.words}>
        <Visible text={clue.reason} />
        {clue.records.length === 0 ? null : (
          <>
            {" "}
            <Link
              to="/search"
              search={searchFor(recordsQuery(clue.records), window)}
              className={classes.records}
            >
              {plural(clue.records.length, "record")}
            </Link>
          </>
        )}
      </span>
    </li>
  );
}
