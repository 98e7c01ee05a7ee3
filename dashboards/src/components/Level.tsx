import { visibleLine } from "../lib/visibleText";
import classes from "./Level.module.css";

interface LevelProps {
  readonly level: string | undefined;
}

const TONES: Record<string, string | undefined> = {
  FATAL: classes.error,
  ERROR: classes.error,
  WARN: classes.warn,
  INFO: classes.info,
};

/** A log level, the urgent ones in colour. */
export function Level({ level }: LevelProps) {
  if (level === undefined) return <span className={classes.level}>–</span>;
  return <span className={`${classes.level} ${TONES[level] ?? ""}`}>{visibleLine(level)}</span>;
}
