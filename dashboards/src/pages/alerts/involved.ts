import { textOf } from "../../api/ecs";
import type { Alert, Container, EcsDocument } from "../../api/schemas";

/** Which containers an alert is about, by what it names and by what its lines name. */

export interface Involved {
  readonly key: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly host: string | undefined;
  /** When it wrote its first of these lines: its state then is what matters. */
  readonly at: string;
  /** What finds it in the inventory. */
  readonly search: string;
}

/** Digits of an id that all who tell of containers have in common. */
const ID_DIGITS = 12;

/** Each container once, by time. */
export function involvedIn(alert: Alert, lines: readonly EcsDocument[]): Involved[] {
  const told = lines.flatMap((line) =>
    one(
      textOf(line, "container.id"),
      textOf(line, "container.name"),
      textOf(line, "host.name"),
      textOf(line, "@timestamp") ?? alert.time,
    ),
  );
  const { "container.id": id, "container.name": name, "host.name": host } = alert.entity;
  const byKey = new Map<string, Involved>();
  for (const involved of [
    ...told.sort((a, b) => (a.at < b.at ? -1 : 1)),
    ...one(id, name, host, alert.time),
  ]) {
    if (!byKey.has(involved.key)) byKey.set(involved.key, involved);
  }
  return [...byKey.values()];
}

function one(
  id: string | undefined,
  name: string | undefined,
  host: string | undefined,
  at: string,
): Involved[] {
  const short = id?.slice(0, ID_DIGITS);
  const search = short ?? name;
  return search === undefined ? [] : [{ key: short ?? `${name} ${host}`, id: short, name, host, at, search }];
}

/** Whether the inventory's container is that one: by its id, and by name and host where a line has no id. */
export function isIt(container: Container, involved: Involved): boolean {
  if (involved.id !== undefined) return container.id?.startsWith(involved.id) === true;
  return (
    container.name === involved.name && (involved.host === undefined || container.host === involved.host)
  );
}
