/** Figures as people read them. Times are local; the exact instant is always at hand in a title. */

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
const DAY = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short" });
const DAY_AND_CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const WHOLE = new Intl.NumberFormat("en-GB");
const COMPACT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });

/** Hours to milliseconds, such as `14:03:07.120`; the text itself where it is no instant. */
export function clockTime(instant: string): string {
  return dated(instant, (date) => CLOCK.format(date));
}

export function day(instant: string): string {
  return dated(instant, (date) => DAY.format(date));
}

export function dayAndClock(instant: string): string {
  return dated(instant, (date) => DAY_AND_CLOCK.format(date));
}

/** Day and minute, for a tight place; the year and the rest belong into a title. */
export function dayAndMinute(instant: string): string {
  return dated(instant, (date) => `${DAY.format(date)} ${CLOCK.format(date).slice(0, 5)}`);
}

/** From one instant to another; the day is said once where it is the same. */
export function span(from: string, to: string): string {
  const sameDay = day(from) === day(to);
  return `${dayAndClock(from)} – ${sameDay ? clockTime(to).slice(0, 8) : dayAndClock(to)}`;
}

function dated(instant: string, format: (date: Date) => string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : format(date);
}

const FRACTION = /\.(\d+)(?=Z|[+-]\d\d:?\d\d$)/;

/** Microseconds since 1970 of an instant; what a Date keeps ends at milliseconds. NaN where it is no instant. */
export function microsOf(instant: string): number {
  const [, fraction = ""] = FRACTION.exec(instant) ?? [];
  return Date.parse(instant.replace(FRACTION, "")) * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

/** Microseconds with three significant digits and their unit. */
export function duration(us: number): string {
  if (us < 0) return `−${duration(-us)}`;
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 999_500) return `${significant(us / 1000)} ms`;
  if (us < 59_950_000) return `${significant(us / 1_000_000)} s`;
  const seconds = Math.round(us / 1_000_000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function significant(value: number): string {
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const text = value.toFixed(digits);
  return digits === 0 ? text : text.replace(/\.?0+$/, "");
}

export function whole(count: number): string {
  return WHOLE.format(count);
}

/** A count in a tight place: `12.3k`. */
export function compact(count: number): string {
  return COMPACT.format(count);
}

/** A share of a whole; a small one is never shown as nothing. */
export function share(part: number, of: number): string {
  if (of === 0 || part === 0) return "0%";
  return part / of < 0.001 ? "<0.1%" : PERCENT.format(part / of);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}
