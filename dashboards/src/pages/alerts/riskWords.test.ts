import { expect, it } from "vitest";
import { formulaOf, sentencesOf } from "./riskWords";

it("says what a score is the product of", () => {
  const factors = [
    { name: "confidence", value: 0.8, reason: "" },
    { name: "exposure", value: 0.95, reason: "" },
  ];
  expect(formulaOf(factors)).toBe("100 × 0.8 confidence × 0.95 exposure");
});

it("makes sentences of reasons", () => {
  expect(sentencesOf("reached from the gateway in the last day; no privileges; it is so.")).toBe(
    "Reached from the gateway in the last day. No privileges. It is so.",
  );
  expect(sentencesOf("")).toBe("");
});
