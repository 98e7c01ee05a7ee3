import { expect, it } from "vitest";
import type { Alert } from "../../api/schemas";
import { flowsOf, queryFor } from "./evidence";

const alert: Alert = {
  id: "a",
  rule: "new-edge",
  ruleVersion: 1,
  severity: "high",
  title: "t",
  time: "2026-11-22T10:01:00Z",
  windowStart: "2026-11-22T10:00:00Z",
  windowEnd: "2026-11-22T10:05:00Z",
  entity: {},
  expected: "",
  seen: "",
  technique: [],
  evidence: [
    { event: "e1", flow: "f1", source: "s", offset: 0 },
    { event: 'e"2', flow: undefined, source: "s", offset: 1 },
    { event: "e3", flow: "f1", source: "s", offset: 2 },
  ],
  count: 3,
};

it("asks for all lines of the evidence at once, around the window", () => {
  expect(queryFor(alert)).toEqual({
    q: 'event.id:("e1" OR "e\\"2" OR "e3")',
    from: "2026-11-22T09:45:00.000Z",
    to: "2026-11-22T10:20:00.000Z",
  });
});

it("names each flow once", () => {
  expect(flowsOf(alert.evidence)).toEqual(["f1"]);
});
