import type { EcsDocument } from "./schemas";

/** Names of the fields that the pages know by heart. */
export const Field = {
  id: "event.id",
  time: "@timestamp",
  level: "log.level",
  service: "service.name",
  message: "message",
  trace: "trace.id",
  flow: "throughline.flow.id",
  host: "host.name",
} as const;

/** A field's value as text; undefined where the document has none. Several values are joined. */
export function textOf(document: EcsDocument, field: string): string | undefined {
  return asText(document[field]);
}

/** All fields with a value, by name; objects are spread into dotted names, so that each can be searched for. */
export function fieldsOf(document: EcsDocument): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = [];
  collect("", document, fields, 0);
  return fields.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const MAX_DEPTH = 20;

function collect(
  prefix: string,
  value: object,
  into: { name: string; value: string }[],
  depth: number,
): void {
  for (const [key, child] of Object.entries(value) as [string, unknown][]) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof child === "object" && child !== null && !Array.isArray(child) && depth < MAX_DEPTH) {
      collect(name, child, into, depth + 1);
      continue;
    }
    const text = asText(child);
    if (text !== undefined) into.push({ name, value: text });
  }
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map((item: unknown) => asText(item) ?? "").join(", ");
  return JSON.stringify(value);
}
