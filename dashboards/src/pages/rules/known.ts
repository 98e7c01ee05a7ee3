import type { RuleCounts, Rules } from "../../api/schemas";
import type { Tagged } from "../alerts/tags";

/** All rules in one list, whether they are programs or text, with what each raised. */

export interface KnownRule {
  readonly rule: string;
  readonly title: string;
  /** `detector`, or where its file comes from. */
  readonly origin: string;
  /** Undefined for a detector, which has none. */
  readonly file: string | undefined;
  readonly kind: string;
  readonly level: string | undefined;
  /** Undefined for a detector that raised none, for only its alerts tell. */
  readonly version: string | undefined;
  readonly state: "in-force" | "refused" | "replaced";
  readonly tags: Tagged;
  readonly alerts: number;
  readonly suppressed: number;
  readonly last: string | undefined;
}

/** Enough of a text's digest to tell it from others. */
const VERSION_DIGITS = 8;

/** Those that raised the most first, then by title. */
export function knownRules(rules: Rules, counts: RuleCounts | undefined): KnownRule[] {
  const byRule = new Map((counts?.items ?? []).map((count) => [count.rule, count]));
  const raised = (rule: string) => {
    const count = byRule.get(rule);
    return { alerts: count?.alerts ?? 0, suppressed: count?.suppressed ?? 0, last: count?.last };
  };
  const detectors = rules.detectors.map(({ rule, title, family, technique, tags }): KnownRule => ({
    rule,
    title,
    origin: "detector",
    file: undefined,
    kind: family,
    level: undefined,
    version: byRule.get(rule)?.ruleVersion.toString(),
    state: "in-force",
    tags: { technique, tags },
    ...raised(rule),
  }));
  const texts = rules.items.flatMap((file) =>
    file.rules.map(({ rule, title, kind, level, version, state }): KnownRule => ({
      rule,
      title,
      origin: file.origin,
      file: file.id,
      kind,
      level,
      version: version.slice(0, VERSION_DIGITS),
      state,
      tags: { technique: [], tags: [] },
      // What was raised under its name is the doing of the one in force.
      ...raised(state === "in-force" ? rule : ""),
    })),
  );
  return [...detectors, ...texts].sort(
    (a, b) => b.alerts - a.alerts || (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1),
  );
}

/** Whether a rule has the text in what is known of it, in upper or lower case. */
export function hasText(rule: KnownRule, text: string | undefined): boolean {
  const wanted = (text ?? "").toLowerCase();
  return [rule.rule, rule.title, rule.origin, rule.file, rule.kind, rule.level]
    .concat(rule.tags.technique, rule.tags.tags)
    .some((value) => (value ?? "").toLowerCase().includes(wanted));
}
