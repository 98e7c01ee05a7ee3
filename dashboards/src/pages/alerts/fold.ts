import type { Alert } from "../../api/schemas";

/**
 * Alerts of one cause in one row. Folded here and not by the API's `firsts`, which gives a cause where it began: a cause would not come up
 * when it gets a new alert, nor be found by a filter that its first alert does not pass.
 */
export interface Fold {
  /** What it is known by while the list grows. */
  readonly key: string;
  /** The first of them in the list's order: the newest, or the one most at risk. */
  readonly lead: Alert;
  readonly others: readonly Alert[];
  /** How many the cause has, also those that the list does not hold. */
  readonly size: number;
}

/** One row for each cause, in the order in which the causes come first. */
export function folded(alerts: readonly Alert[]): Fold[] {
  const byCause = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const cause = alert.group ?? alert.id;
    const members = byCause.get(cause);
    if (members === undefined) byCause.set(cause, [alert]);
    else members.push(alert);
  }
  return [...byCause].flatMap(([key, [lead, ...others]]) =>
    lead === undefined ? [] : [{ key, lead, others, size: sizeOf([lead, ...others]) }],
  );
}

/** Every alert in a row of its own. */
export function unfolded(alerts: readonly Alert[]): Fold[] {
  return alerts.map((lead) => ({ key: lead.id, lead, others: [], size: 1 }));
}

/** An alert knows of those that came before it was written last: the one that knows most is right. */
function sizeOf(members: readonly Alert[]): number {
  return Math.max(members.length, ...members.map(({ groupSize }) => groupSize ?? 1));
}

/** What the list shows: causes, and below those that are open their other alerts. */
export interface Row {
  readonly alert: Alert;
  /** Undefined for one of the others of the cause above it. */
  readonly fold: Fold | undefined;
}

export function rowsOf(folds: readonly Fold[], open: ReadonlySet<string>): Row[] {
  return folds.flatMap((fold) => [
    { alert: fold.lead, fold },
    ...(open.has(fold.key) ? fold.others.map((alert) => ({ alert, fold: undefined })) : []),
  ]);
}
