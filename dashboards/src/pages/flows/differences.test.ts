import { describe, expect, it } from "vitest";
import type { ComparedHop, ComparedRow } from "../../api/schemas";
import { differencesOf, differing, hopOf, longerOf, selfLongerOf } from "./differences";

const HOP = { id: "a", service: "orders", durationUs: 1000, status: 200 } as ComparedHop;

function row(change: Partial<ComparedRow>): ComparedRow {
  return { depth: 0, left: HOP, right: HOP, slowerUs: 0, selfSlowerUs: 0, ratio: 1, marks: [], ...change };
}

describe("two hops side by side", () => {
  it("say how much longer the right one took, and how many times", () => {
    expect(longerOf(row({ slowerUs: 560_000, ratio: 15 }))).toBe("+560 ms, 15×");
    expect(longerOf(row({ slowerUs: -1_500, ratio: 0.52 }))).toBe("−1.5 ms, 0.52×");
    expect(longerOf(row({ slowerUs: 5, ratio: undefined }))).toBe("+5 µs");
    expect(longerOf(row({ left: undefined, slowerUs: undefined, ratio: undefined }))).toBeUndefined();
  });

  it("say how much of it is the hop's own", () => {
    expect(selfLongerOf(row({ selfSlowerUs: 7 }))).toBe("+7 µs");
    expect(selfLongerOf(row({ selfSlowerUs: undefined }))).toBeUndefined();
  });

  it("name every mark, and show one that is not known as it is", () => {
    const texts = differencesOf(
      row({ marks: ["slower", "status", "<b>"], right: { ...HOP, status: undefined } }),
    ).map((difference) => difference.text);
    expect(texts).toEqual(["slower", "status 200 / –", "<b>"]);
  });

  it("are known by the one that is there", () => {
    expect(hopOf(row({ left: undefined }))).toBe(HOP);
    expect(hopOf(row({ left: undefined, right: undefined }))).toBeUndefined();
  });

  it("can be left out where nothing differs", () => {
    expect(differing([row({}), row({ marks: ["slower"] })])).toHaveLength(1);
  });
});
