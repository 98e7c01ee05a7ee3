import { describe, expect, it } from "vitest";
import { flowsOf, queryFor, suspectWindow } from "./evidence";
import { alertWith } from "./sample";

const alert = alertWith({
  evidence: [
    { event: "e1", flow: "f1", source: "s", offset: 0 },
    { event: 'e"2', flow: undefined, source: "s", offset: 1 },
    { event: "e3", flow: "f1", source: "s", offset: 2 },
  ],
});

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

describe("the window of the suspects", () => {
  it("is the alert's own", () => {
    expect(suspectWindow(alert)).toEqual({
      from: "2026-11-22T10:00:00.000Z",
      to: "2026-11-22T10:05:00.000Z",
      cut: false,
    });
  });

  it("is long enough to tell something where the alert is about a moment", () => {
    const moment = "2026-11-22T10:01:00Z";
    expect(suspectWindow(alertWith({ windowStart: moment, windowEnd: moment })).from).toBe(
      "2026-11-22T09:58:00.000Z",
    );
  });

  it("ends when the alert was seen where its window goes on for longer", () => {
    const day = alertWith({ windowStart: "2026-11-22T00:00:00Z", windowEnd: "2026-11-23T00:00:00Z" });
    expect(suspectWindow(day)).toEqual({
      from: "2026-11-22T09:01:00.000Z",
      to: "2026-11-22T10:01:00.000Z",
      cut: true,
    });
  });
});
