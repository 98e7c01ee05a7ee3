import { Field, textOf } from "../../api/ecs";
import type { Alert, Container, EcsDocument } from "../../api/schemas";

/** Which containers an alert is about, by what it names and by what its lines name. */

export interface Involved {
  readonly key: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly host: string | undefined;
  /** As the line names it. */
  readonly image: string | undefined;
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
    one((field) => textOf(line, field), textOf(line, Field.time) ?? alert.time),
  );
  const byKey = new Map<string, Involved>();
  for (const involved of [
    ...told.sort((a, b) => (a.at < b.at ? -1 : 1)),
    ...one((field) => alert.entity[field], alert.time),
  ]) {
    if (!byKey.has(involved.key)) byKey.set(involved.key, involved);
  }
  return [...byKey.values()];
}

function one(value: (field: string) => string | undefined, at: string): Involved[] {
  const id = value("container.id")?.slice(0, ID_DIGITS);
  const name = value("container.name");
  const host = value(Field.host);
  const search = id ?? name;
  if (search === undefined) return [];
  return [{ key: id ?? `${name} ${host}`, id, name, host, image: value("container.image.name"), at, search }];
}

/** Whether the inventory's container is that one: by its id, and by name and host where a line has no id. */
export function isIt(container: Container, involved: Involved): boolean {
  if (involved.id !== undefined) return container.id?.startsWith(involved.id) === true;
  return (
    container.name === involved.name && (involved.host === undefined || container.host === involved.host)
  );
}
