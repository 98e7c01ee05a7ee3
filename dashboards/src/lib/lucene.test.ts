import { describe, expect, it } from "vitest";
import { allOf, clause, withClause } from "./lucene";

describe("a clause", () => {
  it("quotes the value", () => {
    expect(clause("service.name", "orders")).toBe('service.name:"orders"');
  });

  it("escapes what would end the quotes", () => {
    expect(clause("message", 'say "hi" \\ bye')).toBe('message:"say \\"hi\\" \\\\ bye"');
  });

  it("escapes a field name of a stranger", () => {
    expect(clause("throughline.labels.a b:c", "1")).toBe('throughline.labels.a\\ b\\:c:"1"');
  });
});

describe("a query narrowed by a clause", () => {
  it("starts with the clause when there was nothing", () => {
    expect(withClause("  ", "log.level", "ERROR", true)).toBe('log.level:"ERROR"');
    expect(withClause("", "log.level", "ERROR", false)).toBe('NOT log.level:"ERROR"');
  });

  it("joins clauses with AND", () => {
    expect(withClause("service.name:orders AND NOT log.level:INFO", "host.name", "n1", true)).toBe(
      'service.name:orders AND NOT log.level:INFO AND host.name:"n1"',
    );
  });

  it("keeps alternatives together", () => {
    expect(withClause("a OR b", "host.name", "n1", false)).toBe('(a OR b) AND NOT host.name:"n1"');
    expect(withClause("payment refused", "host.name", "n1", true)).toBe(
      '(payment refused) AND host.name:"n1"',
    );
  });

  it("does not mistake words in quotes or brackets for alternatives", () => {
    expect(withClause('message:"a OR b"', "x", "1", true)).toBe('message:"a OR b" AND x:"1"');
    expect(withClause("(a OR b)", "x", "1", true)).toBe('(a OR b) AND x:"1"');
    expect(withClause("@timestamp:[now-1h TO now]", "x", "1", true)).toBe(
      '@timestamp:[now-1h TO now] AND x:"1"',
    );
  });

  it("does not say the same thing twice", () => {
    const once = withClause("a", "x", "two words", true);
    expect(withClause(once, "x", "two words", true)).toBe(once);
  });
});

describe("all of some clauses", () => {
  it("is their conjunction", () => {
    expect(allOf([clause("a", "1"), clause("b", "2")])).toBe('a:"1" AND b:"2"');
  });
});
