import type { ComparedHop, ComparedRow } from "../../api/schemas";
import type { Tone } from "../../components/Chip";
import { duration } from "../../lib/format";

/** What differs between two flows, in words. */

export interface Difference {
  readonly text: string;
  readonly tone: Tone;
}

/** What is to be noticed of a hop and its counterpart; a mark that this page does not know is shown as it is. */
export function differencesOf({ marks, left, right }: ComparedRow): Difference[] {
  return marks.map((mark) => {
    switch (mark) {
      case "only_left":
        return { text: "only left", tone: "info" };
      case "only_right":
        return { text: "only right", tone: "info" };
      case "slower":
        return { text: "slower", tone: "warn" };
      case "faster":
        return { text: "faster", tone: "ok" };
      case "failed_left":
        return { text: "failed left", tone: "error" };
      case "failed_right":
        return { text: "failed right", tone: "error" };
      case "status":
        return { text: `status ${left?.status ?? "–"} / ${right?.status ?? "–"}`, tone: "neutral" };
      default:
        return { text: mark, tone: "neutral" };
    }
  });
}

/** How much longer the right one took, such as `+560 ms` and `15×`; undefined where there is no pair. */
export function longerOf({ slowerUs, ratio }: ComparedRow): string | undefined {
  if (slowerUs === undefined) return undefined;
  const times = ratio === undefined ? "" : `, ${ratio.toFixed(ratio < 1 ? 2 : ratio < 10 ? 1 : 0)}×`;
  return `${signed(slowerUs)}${times}`;
}

/** How much of it is its own; undefined where there is no pair. In a chain of slower hops it shows the cause. */
export function selfLongerOf({ selfSlowerUs }: ComparedRow): string | undefined {
  return selfSlowerUs === undefined ? undefined : signed(selfSlowerUs);
}

function signed(us: number): string {
  return `${us > 0 ? "+" : ""}${duration(us)}`;
}

/** The hop that a row is about: both have the same service and operation. */
export function hopOf({ left, right }: ComparedRow): ComparedHop | undefined {
  return left ?? right;
}

/** The rows in which something is to be noticed. */
export function differing(rows: readonly ComparedRow[]): ComparedRow[] {
  return rows.filter((row) => row.marks.length > 0);
}
