import { describe, expect, it } from "vitest";
import { Container } from "../../api/schemas";
import { changesOf, stateAt } from "./history";

function state(told: object): Container {
  return Container.parse({
    key: "c:1",
    state: "started",
    since: "2026-11-22T10:00:00Z",
    seen: "2026-11-22T10:10:00Z",
    host: "node-1",
    image: "orders:1",
    privileges: [],
    ...told,
  });
}

describe("the history of a container", () => {
  it("says what each state changed", () => {
    const before = state({ privileges: ["host network"] });
    const now = state({ image: "orders:2", digest: "sha256:2", privileges: ["all privileges"] });
    expect(changesOf(now, before)).toEqual([
      "image was orders:1",
      "digest became known",
      "gained all privileges",
      "lost host network",
    ]);
    expect(changesOf(before, undefined)).toEqual([]);
  });

  it("finds the state of an instant", () => {
    const states = [state({ since: "2026-11-22T12:00:00Z" }), state({})];
    expect(stateAt(states, Date.parse("2026-11-22T11:59:59Z"))).toBe(states[1]);
    expect(stateAt(states, Date.parse("2026-11-22T12:00:00Z"))).toBe(states[0]);
    expect(stateAt(states, 0)).toBe(states[1]);
    expect(stateAt([], 0)).toBeUndefined();
  });
});
