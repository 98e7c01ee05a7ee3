import classes from "./Risk.module.css";

interface RiskProps {
  /** From 0; of an alert to 100, of an entity without a limit. */
  readonly risk: number;
}

const SOME = 35;
const MUCH = 65;

/** How urgent something is, as a figure; the urgent ones in colour. */
export function Risk({ risk }: RiskProps) {
  const tone = risk >= MUCH ? classes.much : risk >= SOME ? classes.some : "";
  return (
    <span className={`${classes.risk} ${tone}`} title={`Risk ${Math.round(risk)}`}>
      <span className="visually-hidden">Risk </span>
      {Math.round(risk)}
    </span>
  );
}
