import { describe, expect, it } from "vitest";
import type { Hop } from "../../api/schemas";
import { microsOf } from "../../lib/format";
import { firstToShow, rowsOf, ticksOf, withoutClosed } from "./tree";

const START = "2026-11-22T10:00:00Z";
const START_US = microsOf(START);

function hop(
  id: string,
  parent: string | undefined,
  atMs: number,
  evidence: Hop["evidence"] = "parent_span",
): Hop {
  return {
    id,
    parent,
    evidence,
    confidence: 1,
    others: [],
    reason: undefined,
    clock: undefined,
    vantage: "inbound",
    service: "shop",
    instance: undefined,
    host: undefined,
    operation: undefined,
    peer: undefined,
    span: undefined,
    start: new Date(Date.parse(START) + atMs).toISOString(),
    durationUs: 1000,
    selfTimeUs: 1000,
    onCriticalPath: false,
    criticalTimeUs: 0,
    status: undefined,
    failed: false,
    events: [],
  };
}

function drawn(hops: Hop[]): string[] {
  return rowsOf(hops, START_US).map((row) => `${"-".repeat(row.depth)}${row.hop.id}`);
}

describe("the tree of a flow", () => {
  it("has parents before children and siblings by start", () => {
    expect(
      drawn([
        hop("late", "root", 20),
        hop("root", undefined, 0),
        hop("early", "root", 10),
        hop("leaf", "early", 11),
      ]),
    ).toEqual(["root", "-early", "--leaf", "-late"]);
  });

  it("tells that a hop was called from another flow", () => {
    const rows = rowsOf([hop("half", "of-another-flow", 0, "link"), hop("below", "half", 1)], START_US);
    expect(rows.map((row) => row.origin)).toEqual(["elsewhere", "known"]);
  });

  it("tells how each hop came to its place", () => {
    const hops = [
      hop("root", undefined, 0),
      hop("told", "root", 1),
      hop("guessed", "root", 2, "inference"),
      hop("stray", undefined, 3, "trace"),
      hop("orphan", "dropped", 4),
    ];
    expect(Object.fromEntries(rowsOf(hops, START_US).map((row) => [row.hop.id, row.origin]))).toEqual({
      root: "beginning",
      told: "known",
      guessed: "concluded",
      stray: "parent-unknown",
      orphan: "parent-unknown",
    });
  });

  it("shows every hop of a circle once", () => {
    expect(drawn([hop("b", "a", 1), hop("a", "b", 0), hop("self", "self", 2)])).toEqual(["a", "-b", "self"]);
  });

  it("knows which lines of the levels above go on", () => {
    const rows = rowsOf(
      [hop("r", undefined, 0), hop("a", "r", 1), hop("a1", "a", 2), hop("a11", "a1", 3), hop("b", "r", 4)],
      START_US,
    );
    expect(rows.map((row) => [row.hop.id, row.passing, row.hasNext])).toEqual([
      ["r", [], false],
      ["a", [], true],
      ["a1", [true], false],
      ["a11", [true, false], false],
      ["b", [], false],
    ]);
  });

  it("places hops by microseconds", () => {
    const exact = { ...hop("x", undefined, 0), start: "2026-11-22T10:00:00.001234567Z" };
    expect(rowsOf([exact], START_US)[0]?.offsetUs).toBe(1234);
  });

  it("is looked at first where the deepest hop failed, else at its beginning", () => {
    const fine = [hop("r", undefined, 0), hop("a", "r", 1), hop("a1", "a", 2), hop("b", "r", 3)];
    const failing = fine.map((some) => ({ ...some, failed: some.id !== "a1" }));
    expect(firstToShow(rowsOf(fine, START_US))?.hop.id).toBe("r");
    expect(firstToShow(rowsOf(failing, START_US))?.hop.id).toBe("a");
    expect(firstToShow([])).toBeUndefined();
  });

  it("hides what is below a closed hop", () => {
    const rows = rowsOf(
      [hop("r", undefined, 0), hop("a", "r", 1), hop("a1", "a", 2), hop("b", "r", 3)],
      START_US,
    );
    expect(withoutClosed(rows, new Set(["a"])).map((row) => row.hop.id)).toEqual(["r", "a", "b"]);
    expect(withoutClosed(rows, new Set(["r"])).map((row) => row.hop.id)).toEqual(["r"]);
  });

  it("is drawn from thousands of hops in a chain", () => {
    const chain = Array.from({ length: 2_000 }, (_, at) =>
      hop(`h${at}`, at === 0 ? undefined : `h${at - 1}`, at),
    );
    expect(rowsOf(chain, START_US).at(-1)?.depth).toBe(1_999);
  });
});

describe("the ticks of a time axis", () => {
  it("are round and few", () => {
    expect(ticksOf(2_214_000)).toEqual([0, 500_000, 1_000_000, 1_500_000, 2_000_000]);
    expect(ticksOf(6_000)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000]);
    expect(ticksOf(3)).toEqual([0, 1, 2, 3]);
    expect(ticksOf(0)).toEqual([0]);
  });
});
