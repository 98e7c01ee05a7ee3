import { expect, it } from "vitest";
import type { Hop } from "../../api/schemas";
import { longEvidence, shortEvidence } from "./evidence";
import type { Origin, TreeRow } from "./tree";

function row(evidence: Hop["evidence"], confidence: number, origin: Origin): TreeRow {
  const hop = { evidence, confidence } as Hop;
  return { hop, depth: 1, offsetUs: 0, children: 0, passing: [], hasNext: false, origin };
}

it("says nothing beside what is known", () => {
  expect(shortEvidence(row("parent_span", 1, "known"))).toBeUndefined();
  expect(shortEvidence(row("trace", 1, "beginning"))).toBeUndefined();
});

it("marks whatever is not, with its confidence", () => {
  expect(shortEvidence(row("inference", 0.834, "concluded"))).toBe("inferred 0.83");
  expect(shortEvidence(row("trace", 1, "concluded"))).toBe("inferred by trace 1.00");
  expect(shortEvidence(row("link", 0.9, "parent-unknown"))).toBe("parent unknown");
  expect(shortEvidence(row("link", 0.9, "elsewhere"))).toBe("goes on from another flow 0.90");
});

it("explains it in a sentence", () => {
  expect(longEvidence(row("inference", 0.8, "concluded"))).toContain("no id connects");
  const told = row("inference", 0.8, "concluded");
  expect(longEvidence({ ...told, hop: { ...told.hop, reason: "It began 2 ms after it." } })).toBe(
    "It began 2 ms after it.",
  );
  expect(longEvidence(row("trace", 0.8, "parent-unknown"))).toContain("none tells who called it");
});
