import type { RiskFactor } from "../../api/schemas";

/** A score in words. */

/** Such as `100 × 0.8 confidence × 0.5 sensitivity`. */
export function formulaOf(factors: readonly RiskFactor[]): string {
  return ["100", ...factors.map(({ name, value }) => `${value} ${name}`)].join(" × ");
}

/** A factor's reasons, which semicolons part, as sentences. */
export function sentencesOf(reason: string): string {
  return reason
    .split("; ")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1) + (/[.!?]$/.test(part) ? "" : "."))
    .join(" ");
}
