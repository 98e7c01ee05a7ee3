import { describe, expect, it } from "vitest";
import { EntityRisk } from "../../api/schemas";
import { pathOf, pointsOf, riskAt } from "./riskLine";

const HOUR_MS = 3_600_000;
const NOON_MS = Date.parse("2026-11-22T12:00:00Z");

function written(hours: number, risk: number): EntityRisk {
  return {
    kind: "service",
    name: "orders",
    time: new Date(NOON_MS + hours * HOUR_MS).toISOString(),
    risk,
    riskAtEnd: risk,
    halfLifeMs: 2 * HOUR_MS,
    alerts: 1,
    top: [],
  };
}

describe("the risk over time", () => {
  it("halves with every half-life since it was written", () => {
    const risks = [written(0, 40), written(1, 80)];
    const at = (hours: number) => riskAt(risks, NOON_MS + hours * HOUR_MS);
    expect([at(-1), at(0), at(1), at(3), at(5)]).toEqual([0, 40, 80, 40, 20]);
  });

  it("has a point where it was written, however few points are asked for", () => {
    const points = pointsOf([written(1, 80)], NOON_MS, NOON_MS + 3 * HOUR_MS, 2);
    expect(points.map(({ atMs, risk }) => [(atMs - NOON_MS) / HOUR_MS, risk])).toEqual([
      [0, 0],
      [1, 80],
      [3, 40],
    ]);
  });

  it("is drawn with its highest point at the top", () => {
    const points = pointsOf([written(1, 80)], NOON_MS, NOON_MS + 3 * HOUR_MS, 2);
    expect(pathOf(points, 90, 20)).toBe("M0 20L30 0L90 10");
    expect(pathOf(pointsOf([], 0, 1, 2), 90, 20)).toBe("M0 20L90 20");
    expect(pathOf([], 90, 20)).toBe("");
  });
});
