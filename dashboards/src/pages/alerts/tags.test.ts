import { expect, it } from "vitest";
import { tagsOf } from "./tags";

it("names techniques first, then risks in words, and leaves other tags as they are", () => {
  expect(tagsOf({ technique: ["T1021"], tags: ["OWASP:API1:2023", "OWASP:API1:2019", "pci"] })).toEqual([
    { label: "T1021", meaning: "MITRE ATT&CK technique" },
    { label: "OWASP API1", meaning: "Broken Object Level Authorization (OWASP API Security Top 10, 2023)" },
    { label: "OWASP:API1:2019", meaning: "Tag of the rule" },
    { label: "pci", meaning: "Tag of the rule" },
  ]);
});
