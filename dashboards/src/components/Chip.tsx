import type { ReactNode } from "react";
import classes from "./Chip.module.css";

export type Tone = "neutral" | "error" | "warn" | "ok" | "info";

interface ChipProps {
  readonly tone?: Tone;
  readonly title?: string;
  /** A dashed border marks what is not known but concluded. */
  readonly dashed?: boolean;
  readonly children: ReactNode;
}

export function Chip({ tone = "neutral", title, dashed = false, children }: ChipProps) {
  return (
    <span className={`${classes.chip} ${classes[tone]} ${dashed ? classes.dashed : ""}`} title={title}>
      {children}
    </span>
  );
}
