/** What an alert's tags are called, for people who do not know the catalogues by heart. */

/** OWASP API Security Top 10, 2023, https://owasp.org/API-Security/editions/2023/en/0x11-t10/ */
const OWASP_API_2023: Record<string, string | undefined> = {
  API1: "Broken Object Level Authorization",
  API2: "Broken Authentication",
  API3: "Broken Object Property Level Authorization",
  API4: "Unrestricted Resource Consumption",
  API5: "Broken Function Level Authorization",
  API6: "Unrestricted Access to Sensitive Business Flows",
  API7: "Server Side Request Forgery",
  API8: "Security Misconfiguration",
  API9: "Improper Inventory Management",
  API10: "Unsafe Consumption of APIs",
};

/** Ids of techniques, and whatever else a rule or an alert is tagged with. */
export interface Tagged {
  readonly technique: readonly string[];
  readonly tags: readonly string[];
}

export interface Tag {
  readonly label: string;
  readonly meaning: string;
}

/** Techniques first; a tag of no catalogue is shown as it is. */
export function tagsOf({ technique, tags }: Tagged): Tag[] {
  return [
    ...technique.map((label) => ({ label, meaning: "MITRE ATT&CK technique" })),
    ...tags.map((tag) => owasp(tag) ?? { label: tag, meaning: "Tag of the rule" }),
  ];
}

function owasp(tag: string): Tag | undefined {
  const [, risk = ""] = /^OWASP:(API\d+):2023$/.exec(tag) ?? [];
  const name = OWASP_API_2023[risk];
  return name === undefined
    ? undefined
    : { label: `OWASP ${risk}`, meaning: `${name} (OWASP API Security Top 10, 2023)` };
}
