import { expect, it } from "vitest";
import { kindWords, recordsQuery } from "./suspectWords";

it("has words for each kind of change, and shows a new one as it is", () => {
  expect(["own-time", "network-time", "weather"].map(kindWords)).toEqual([
    "own time",
    "on the way",
    "weather",
  ]);
});

it("finds lines by the ids of hops and events, whatever characters they have", () => {
  expect(recordsQuery(["a", 'b"c'])).toBe('event.id:("a" OR "b\\"c") OR span.id:("a" OR "b\\"c")');
});
