import { Link } from "@tanstack/react-router";
import type { RiskPart } from "../../api/schemas";
import { Risk } from "../../components/Risk";
import { Visible } from "../../components/Visible";
import { plural } from "../../lib/format";
import classes from "./Risks.module.css";

interface RiskPartsProps {
  readonly parts: readonly RiskPart[];
  /** How many alerts count in all. */
  readonly alerts: number;
}

/** The alerts that count most, with what each adds. */
export function RiskParts({ parts, alerts }: RiskPartsProps) {
  return (
    <ol className={classes.parts}>
      {parts.map((part) => (
        <li key={part.alert}>
          <Risk risk={part.risk} />
          <Link to="/alerts/$alertId" params={{ alertId: part.alert }} search={onlyRange}>
            <Visible text={part.title} />
          </Link>
          <span className="soft">
            <Visible text={part.rule} />
          </span>
        </li>
      ))}
      {alerts > parts.length ? (
        <li className="soft">These count most; {plural(alerts - parts.length, "other alert")} less.</li>
      ) : null}
    </ol>
  );
}

function onlyRange(previous: { from?: string | undefined; to?: string | undefined }) {
  return { from: previous.from, to: previous.to };
}
