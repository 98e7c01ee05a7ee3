import { expect, it } from "vitest";
import { Flag, RangeParams, rangeOf } from "./url";

it("takes the last 15 minutes when the URL has no range", () => {
  expect(rangeOf(RangeParams.parse({}))).toEqual({ from: "now-15m", to: "now" });
});

it("drops a range that is none instead of failing", () => {
  expect(rangeOf(RangeParams.parse({ from: "javascript:1", to: "now" }))).toEqual({
    from: "now-15m",
    to: "now",
  });
});

it("lets a page have another usual range", () => {
  const day = { from: "now-24h", to: "now" };
  expect(rangeOf(RangeParams.parse({}), day)).toEqual(day);
  expect(rangeOf(RangeParams.parse({ from: "now-1h" }), day)).toEqual({ from: "now-1h", to: "now" });
});

it("reads a flag only from true", () => {
  expect([Flag.parse("true"), Flag.parse(true), Flag.parse("1"), Flag.parse(undefined)]).toEqual([
    true,
    true,
    undefined,
    undefined,
  ]);
});
