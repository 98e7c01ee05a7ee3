import type { z } from "zod";
import { Alert } from "../../api/schemas";

/** An alert for tests, as the API gives one, with what a test is about. */
export function alertWith(told: Partial<z.input<typeof Alert>> = {}): Alert {
  return Alert.parse({
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
    evidence: [],
    count: 3,
    tags: [],
    risk: null,
    riskFactors: [],
    group: null,
    groupSize: null,
    suppressed: null,
    ...told,
  });
}
