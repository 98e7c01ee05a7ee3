import { describe, expect, it } from "vitest";
import { folded, rowsOf, unfolded } from "./fold";
import { alertWith } from "./sample";

const ALERTS = [
  alertWith({ id: "c", group: "a", groupSize: 2 }),
  alertWith({ id: "x", group: "x", groupSize: 1 }),
  alertWith({ id: "b", group: "a", groupSize: 2 }),
  alertWith({ id: "y" }),
  alertWith({ id: "a", group: "a", groupSize: 7 }),
];

describe("alerts of one cause", () => {
  it("are one row where the first of them is, and it knows how many there are", () => {
    expect(
      folded(ALERTS).map(({ lead, others, size }) => [lead.id, others.map(({ id }) => id), size]),
    ).toEqual([
      ["c", ["b", "a"], 7],
      ["x", [], 1],
      ["y", [], 1],
    ]);
  });

  it("have rows of their own below the first while it is open", () => {
    const ids = (open: string[]) => rowsOf(folded(ALERTS), new Set(open)).map(({ alert }) => alert.id);
    expect(ids([])).toEqual(["c", "x", "y"]);
    expect(ids(["a", "x"])).toEqual(["c", "b", "a", "x", "y"]);
  });

  it("are rows of their own where nothing is folded", () => {
    expect(unfolded(ALERTS)).toHaveLength(5);
  });
});
