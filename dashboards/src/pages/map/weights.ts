/** How calls look on the map: as wide as they are many, as red as they fail. */

export type Health = "fine" | "some" | "bad";

const SOME_FROM = 0.001;
const BAD_FROM = 0.05;
const MIN_WIDTH = 1.25;
const MAX_WIDTH = 8;

/** In pixels, by the logarithm: ten times the calls are one step wider. */
export function widthOf(calls: number): number {
  return Math.min(MAX_WIDTH, MIN_WIDTH + 1.35 * Math.log10(Math.max(1, calls)));
}

export function healthOf(errors: number, calls: number): Health {
  const share = calls === 0 ? 0 : errors / calls;
  if (share >= BAD_FROM) return "bad";
  return share >= SOME_FROM ? "some" : "fine";
}
