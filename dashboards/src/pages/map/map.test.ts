import { expect, it } from "vitest";
import { arrowOf, edgeKey, pathOf, servicesOf, shapeOf } from "./layout";
import { healthOf, widthOf } from "./weights";

const edge = (caller: string, callee: string, calls = 1) => ({
  caller,
  callee,
  calls,
  errors: 0,
  p50Us: 1,
  p95Us: 1,
  p99Us: 1,
});

it("draws more calls wider, within bounds", () => {
  expect(widthOf(0)).toBe(1.25);
  expect(widthOf(1000)).toBeGreaterThan(widthOf(100));
  expect(widthOf(1e12)).toBe(8);
});

it("tells by the share of errors how calls go", () => {
  expect([healthOf(0, 0), healthOf(0, 10), healthOf(1, 100), healthOf(5, 100)]).toEqual([
    "fine",
    "fine",
    "some",
    "bad",
  ]);
});

it("shows services that only calls name", () => {
  expect(
    servicesOf({
      nodes: [{ service: "b", requests: 1, errors: 0 }],
      edges: [edge("a", "b"), edge("a", "c")],
    }),
  ).toEqual(["a", "b", "c"]);
});

it("does not move while only figures change", () => {
  const before = { nodes: [], edges: [edge("a", "b", 1), edge("b", "c", 1)] };
  const after = { nodes: [], edges: [edge("b", "c", 99), edge("a", "b", 2)] };
  expect(shapeOf(before)).toBe(shapeOf(after));
  expect(shapeOf({ nodes: [], edges: [edge("a", "b")] })).not.toBe(shapeOf(before));
});

it("keeps calls apart whose services' names run together", () => {
  expect(edgeKey("a", "b,c")).not.toBe(edgeKey("a,b", "c"));
});

it("rounds the corners of a path", () => {
  expect(
    pathOf([
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 30 },
    ]),
  ).toBe("M0 0L13 0Q20 0 20 7L20 30");
  expect(pathOf([])).toBe("");
});

it("points an arrow where the last piece of its path goes", () => {
  expect(
    arrowOf(
      [
        { x: 0, y: 0 },
        { x: 20, y: 0 },
      ],
      2,
    ),
  ).toBe("M20 0L12 4L12 -4z");
  expect(
    arrowOf(
      [
        { x: 5, y: 0 },
        { x: 5, y: 20 },
      ],
      2,
    ),
  ).toBe("M5 20L1 12L9 12z");
  expect(arrowOf([], 2)).toBe("");
});
