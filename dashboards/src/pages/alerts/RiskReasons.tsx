import type { Alert } from "../../api/schemas";
import { Risk } from "../../components/Risk";
import { Visible } from "../../components/Visible";
import classes from "./RiskReasons.module.css";
import { formulaOf, sentencesOf } from "./riskWords";

/** Why the alert is as urgent as it is. How bad it is if it is so is its severity, which stays apart. */
export function RiskReasons({ alert }: { readonly alert: Alert }) {
  if (alert.risk === undefined) return null;
  return (
    <section className={classes.section} aria-label="Risk">
      <h3>
        <Risk risk={alert.risk} /> of 100
        {alert.riskFactors.length === 0 ? "" : `: ${formulaOf(alert.riskFactors)}`}
      </h3>
      <dl className={classes.factors}>
        {alert.riskFactors.map(({ name, value, reason }) => (
          <div key={name}>
            <dt>
              <span className={classes.name}>
                <Visible text={name} />
              </span>
              <span className={classes.track} aria-hidden="true">
                <span
                  className={classes.bar}
                  style={{ width: `${100 * Math.min(1, Math.max(0, value))}%` }}
                />
              </span>
              <span className="number">{value}</span>
            </dt>
            <dd>
              <Visible text={sentencesOf(reason)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
