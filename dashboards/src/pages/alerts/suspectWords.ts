import { Field } from "../../api/ecs";

/** What changed, in words of people who operate services. */

const KINDS: Record<string, string | undefined> = {
  "own-time": "own time",
  "network-time": "on the way",
  answer: "answers",
  failure: "failures",
  calls: "calls",
  "next-line": "log lines",
};

export function kindWords(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** The lines of hops and events; a hop bears its line's id, or its span's. */
export function recordsQuery(records: readonly string[]): string {
  const ids = records.map((id) => `"${id.replaceAll(/["\\]/g, "\\$&")}"`).join(" OR ");
  return `${Field.id}:(${ids}) OR span.id:(${ids})`;
}

/** Rules whose alerts are about something that no longer works: then the comparison is what the reader came for. */
const BROKEN = new Set(["service-degraded", "error-burst", "container-silent", "service-silent"]);

export function saysThatSomethingBroke(rule: string): boolean {
  return BROKEN.has(rule);
}
