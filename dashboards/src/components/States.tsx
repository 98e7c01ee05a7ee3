import type { ReactNode } from "react";
import { ApiError } from "../api/problem";
import { Button } from "./Button";
import { AlertIcon } from "./icons";
import classes from "./States.module.css";
import { Visible } from "./Visible";

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** Nothing to show, and what to do about it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className={classes.empty} role="status">
      <p className={classes.title}>{title}</p>
      <div className={classes.hint}>{children}</div>
    </div>
  );
}

interface ProblemProps {
  readonly error: Error;
  readonly onRetry?: () => void;
}

/** What went wrong, in the API's own words. */
export function Problem({ error, onRetry }: ProblemProps) {
  const known = error instanceof ApiError;
  return (
    <div className={classes.problem} role="alert">
      <AlertIcon />
      <div className={classes.words}>
        <p className={classes.title}>
          <Visible text={known ? error.title : "This page has a fault"} />
          {known && error.code !== undefined ? <code className={classes.code}>{error.code}</code> : null}
        </p>
        <p className={classes.detail}>
          <Visible text={known ? error.detail : error.message} />
        </p>
      </div>
      {onRetry === undefined ? null : <Button onPress={onRetry}>Retry</Button>}
    </div>
  );
}

interface SkeletonProps {
  readonly rows: number;
  readonly rowHeight: number;
}

/** Grey rows in the place of those that are on their way: nothing moves when they come. */
export function Skeleton({ rows, rowHeight }: SkeletonProps) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.skeletonRow} style={{ height: rowHeight }}>
          <span style={{ width: 84 }} />
          <span style={{ width: 120 }} />
          <span style={{ width: `${35 + ((index * 37) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}
