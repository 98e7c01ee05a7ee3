import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Field, textOf } from "../../api/ecs";
import { linesOf } from "../../api/queries";
import type { Alert, AlertEvidence, EcsDocument } from "../../api/schemas";
import { FlowIcon } from "../../components/icons";
import { Level } from "../../components/Level";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { clockTime, plural, whole } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { searchFor, searchForLine } from "../search/url";
import classes from "./EvidenceList.module.css";
import { flowsOf, instantsOf, MARGIN_MS, queryFor } from "./evidence";

/** The lines and flows that show it. Each can be opened; where a line cannot be found, its place in its file is told. */
export function EvidenceList({ alert }: { readonly alert: Alert }) {
  const query = queryFor(alert);
  const lines = useQuery({ ...linesOf(query), enabled: alert.evidence.length > 0 });
  const byId = new Map((lines.data?.items ?? []).map((line) => [textOf(line, Field.id), line]));
  const flows = flowsOf(alert.evidence);
  if (alert.evidence.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Evidence">
      <div className={classes.head}>
        <h3>
          Evidence: {plural(alert.evidence.length, "line")} in {plural(flows.length, "flow")}
          {alert.count > alert.evidence.length ? `, the earliest of ${whole(alert.count)} observations` : ""}
        </h3>
        <Link to="/search" search={searchFor(query.q, query)}>
          All in Search
        </Link>
      </div>
      <ol className={classes.list}>
        {alert.evidence.map((evidence) => (
          <EvidenceRow
            key={evidence.event}
            alert={alert}
            evidence={evidence}
            line={byId.get(evidence.event)}
          />
        ))}
      </ol>
    </section>
  );
}

interface EvidenceRowProps {
  readonly alert: Alert;
  readonly evidence: AlertEvidence;
  readonly line: EcsDocument | undefined;
}

const MAX_SHOWN = 400;

function EvidenceRow({ alert, evidence, line }: EvidenceRowProps) {
  return (
    <li className={classes.row}>
      <Link
        to="/search"
        search={searchForLine(evidence.event, instantsOf(alert), MARGIN_MS)}
        className={classes.line}
        title={`${evidence.source}, byte ${whole(evidence.offset)}`}
      >
        {line === undefined ? (
          <span className={classes.place}>
            <Visible text={evidence.source} />, byte {whole(evidence.offset)}
          </span>
        ) : (
          <>
            <span className={classes.time}>{clockTime(textOf(line, Field.time) ?? "")}</span>
            <span className={classes.level}>
              <Level level={textOf(line, Field.level)} />
            </span>
            <span className={classes.service}>
              <Service name={textOf(line, Field.service) ?? "unknown"} />
            </span>
            <span className={classes.message}>
              {visibleLine((textOf(line, Field.message) ?? "").slice(0, MAX_SHOWN))}
            </span>
          </>
        )}
      </Link>
      {evidence.flow === undefined ? (
        <span className={classes.noFlow}>no flow</span>
      ) : (
        <Link
          to="/flows/$flowId"
          params={{ flowId: evidence.flow }}
          search={{ event: evidence.event }}
          className={classes.flow}
        >
          <FlowIcon size={13} /> Flow
        </Link>
      )}
    </li>
  );
}
