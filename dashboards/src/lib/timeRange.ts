/** The range that a page looks at, as its URL says it: instants in ISO 8601, or relative to now (`now-15m`). */

export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

export interface Preset {
  readonly label: string;
  readonly from: string;
}

export const DEFAULT_RANGE: TimeRange = { from: "now-15m", to: "now" };

export const PRESETS: readonly Preset[] = [
  { label: "Last 5 minutes", from: "now-5m" },
  { label: "Last 15 minutes", from: "now-15m" },
  { label: "Last 30 minutes", from: "now-30m" },
  { label: "Last hour", from: "now-1h" },
  { label: "Last 3 hours", from: "now-3h" },
  { label: "Last 12 hours", from: "now-12h" },
  { label: "Last 24 hours", from: "now-24h" },
  { label: "Last 2 days", from: "now-2d" },
  { label: "Last 7 days", from: "now-7d" },
  { label: "Last 30 days", from: "now-30d" },
];

const RELATIVE = /^now(?:-(\d{1,6})([smhdw]))?$/;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/;
const UNIT_MS: Record<string, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds since 1970 of one end of a range, or undefined where it cannot be read. */
export function toMillis(expression: string, nowMs: number): number | undefined {
  const relative = RELATIVE.exec(expression);
  if (relative !== null) {
    const [, amount = "0", unit = "s"] = relative;
    return nowMs - Number(amount) * (UNIT_MS[unit] ?? 0);
  }
  if (!/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(expression)) return undefined;
  const millis = Date.parse(expression);
  return Number.isNaN(millis) ? undefined : millis;
}

/** What a person typed, as the URL keeps it: local time without a zone becomes an instant. Undefined where it cannot be read. */
export function readTyped(typed: string): string | undefined {
  const text = typed.trim().replaceAll(/\s+/g, " ");
  if (RELATIVE.test(text)) return text;
  const local = LOCAL.exec(text);
  if (local !== null) {
    const [, year, month, day, hour = "0", minute = "0", second = "0", millis = "0"] = local;
    const fields = [
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    ] as const;
    const date = new Date(...fields, Number(millis.padEnd(3, "0")));
    // A day that does not exist, such as February 30, would become another one.
    const same =
      date.getMonth() === fields[1] && date.getDate() === fields[2] && date.getHours() === fields[3];
    return same ? date.toISOString() : undefined;
  }
  const absolute = toMillis(text, 0);
  return absolute === undefined ? undefined : new Date(absolute).toISOString();
}

export function isRelative(range: TimeRange): boolean {
  return RELATIVE.test(range.from) || RELATIVE.test(range.to);
}

/** Why a range cannot be asked for, or undefined where it can. */
export function problemOf(range: TimeRange, nowMs: number): string | undefined {
  const from = toMillis(range.from, nowMs);
  const to = toMillis(range.to, nowMs);
  if (from === undefined) return `The beginning “${range.from}” is not a time.`;
  if (to === undefined) return `The end “${range.to}” is not a time.`;
  return from < to ? undefined : "The range ends before it begins.";
}

/** A few words for a range: a preset's label, or both ends in local time. */
export function describe(range: TimeRange): string {
  const preset = range.to === "now" ? PRESETS.find((candidate) => candidate.from === range.from) : undefined;
  if (preset !== undefined) return preset.label;
  return `${endText(range.from)} – ${endText(range.to)}`;
}

/** One end of a range for a text field: local time, or the relative expression as it is. */
export function endText(expression: string): string {
  const millis = RELATIVE.test(expression) ? undefined : toMillis(expression, 0);
  return millis === undefined ? expression : localText(millis);
}

function localText(millis: number): string {
  const date = new Date(millis);
  const two = (value: number) => value.toString().padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const seconds = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const rest = date.getMilliseconds();
  return `${day} ${seconds}${rest === 0 ? "" : `.${rest.toString().padStart(3, "0")}`}`;
}

/** The range around some instants, with a margin on both sides, for a link to what happened there. */
export function around(instants: readonly string[], marginMs: number): TimeRange {
  const millis = instants.map((instant) => Date.parse(instant)).filter((value) => !Number.isNaN(value));
  if (millis.length === 0) return DEFAULT_RANGE;
  return {
    from: new Date(Math.min(...millis) - marginMs).toISOString(),
    to: new Date(Math.max(...millis) + marginMs).toISOString(),
  };
}

/** Twice the range around its middle, but not into the future. */
export function zoomedOut(range: TimeRange, nowMs: number): TimeRange {
  const from = toMillis(range.from, nowMs) ?? nowMs;
  const to = toMillis(range.to, nowMs) ?? nowMs;
  const half = (to - from) / 2;
  const end = Math.min(to + half, Math.max(to, nowMs));
  return { from: new Date(end - 4 * half).toISOString(), to: new Date(end).toISOString() };
}
