import { describe, expect, it } from "vitest";
import { RuleCounts, Rules } from "../../api/schemas";
import { hasText, knownRules } from "./known";

const one = (rule: string, state: string) => ({
  rule,
  title: `Title of ${rule}`,
  kind: "detection",
  level: "high",
  version: "0123456789abcdef",
  ruleVersion: 7,
  state,
});

const RULES = Rules.parse({
  items: [
    {
      id: "built-in/a.yml",
      origin: "built-in",
      state: "in-force",
      takesEffect: null,
      problems: [],
      rules: [one("x", "replaced"), one("y", "in-force")],
    },
    {
      id: "own.yml",
      origin: "run-time",
      state: "in-force",
      takesEffect: null,
      problems: [],
      rules: [one("x", "in-force")],
    },
  ],
  detectors: [
    {
      rule: "new-edge",
      family: "behaviour",
      title: "A new edge",
      confidence: 0.7,
      technique: ["T1021"],
      tags: [],
    },
  ],
  refused: 0,
});

const COUNTS = RuleCounts.parse({
  items: [
    { rule: "x", ruleVersion: 7, alerts: 5, suppressed: 1, last: "2026-11-22T10:00:00Z" },
    { rule: "new-edge", ruleVersion: 3, alerts: 9, suppressed: 0, last: "2026-11-22T10:00:00Z" },
  ],
  complete: true,
});

describe("the rules", () => {
  it("come with what each raised, that with the most first", () => {
    const known = knownRules(RULES, COUNTS);
    expect(known.map(({ rule, origin, alerts }) => [rule, origin, alerts])).toEqual([
      ["new-edge", "detector", 9],
      ["x", "run-time", 5],
      ["x", "built-in", 0],
      ["y", "built-in", 0],
    ]);
  });

  it("have a version; of a detector its alerts tell it", () => {
    expect(knownRules(RULES, COUNTS).map(({ version }) => version)).toEqual([
      "3",
      "01234567",
      "01234567",
      "01234567",
    ]);
    expect(knownRules(RULES, undefined).find(({ rule }) => rule === "new-edge")?.version).toBeUndefined();
  });

  it("are found by any text that is known of them", () => {
    const [edge] = knownRules(RULES, COUNTS);
    if (edge === undefined) throw new Error("no rule");
    expect(["t1021", "BEHAV", "", "nothing"].map((text) => hasText(edge, text))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
