import { describe as suite, expect, it } from "vitest";
import { around, describe, isRelative, problemOf, readTyped, toMillis, zoomedOut } from "./timeRange";

const NOW = Date.parse("2026-11-22T12:00:00Z");

suite("a time range", () => {
  it("is read relative to now and as instants", () => {
    expect(toMillis("now", NOW)).toBe(NOW);
    expect(toMillis("now-15m", NOW)).toBe(NOW - 900_000);
    expect(toMillis("now-2w", NOW)).toBe(NOW - 14 * 86_400_000);
    expect(toMillis("2026-11-22T10:00:00.500Z", NOW)).toBe(Date.parse("2026-11-22T10:00:00.500Z"));
  });

  it("is not read from anything else", () => {
    for (const text of ["", "yesterday", "now+1h", "now-15", "2026-11-22", "12345"]) {
      expect(toMillis(text, NOW), text).toBeUndefined();
    }
  });

  it("is typed in local time, with or without seconds", () => {
    expect(readTyped(" 2026-11-22  10:30 ")).toBe("2026-11-22T10:30:00.000Z");
    expect(readTyped("2026-11-22 10:30:15.25")).toBe("2026-11-22T10:30:15.250Z");
    expect(readTyped("2026-11-22")).toBe("2026-11-22T00:00:00.000Z");
    expect(readTyped("2026-11-22T10:30:00+02:00")).toBe("2026-11-22T08:30:00.000Z");
    expect(readTyped("now-3h")).toBe("now-3h");
  });

  it("is refused when the day does not exist", () => {
    expect(readTyped("2026-02-30 10:00")).toBeUndefined();
    expect(readTyped("2026-13-01")).toBeUndefined();
    expect(readTyped("2026-11-22 25:00")).toBeUndefined();
  });

  it("says what is wrong with it", () => {
    expect(problemOf({ from: "now-1h", to: "now" }, NOW)).toBeUndefined();
    expect(problemOf({ from: "now", to: "now-1h" }, NOW)).toBe("The range ends before it begins.");
    expect(problemOf({ from: "soon", to: "now" }, NOW)).toContain("“soon”");
  });

  it("has a name when it is a usual one, and its two ends when it is not", () => {
    expect(describe({ from: "now-15m", to: "now" })).toBe("Last 15 minutes");
    expect(describe({ from: "2026-11-22T10:00:00Z", to: "2026-11-22T10:05:00.250Z" })).toBe(
      "2026-11-22 10:00:00 – 2026-11-22 10:05:00.250",
    );
  });

  it("moves with the clock when one end does", () => {
    expect(isRelative({ from: "2026-11-22T10:00:00Z", to: "now" })).toBe(true);
    expect(isRelative({ from: "2026-11-22T10:00:00Z", to: "2026-11-22T11:00:00Z" })).toBe(false);
  });

  it("is drawn around instants with a margin", () => {
    expect(around(["2026-11-22T10:00:02Z", "2026-11-22T10:00:01Z"], 1000)).toEqual({
      from: "2026-11-22T10:00:00.000Z",
      to: "2026-11-22T10:00:03.000Z",
    });
    expect(around(["never"], 1000)).toEqual({ from: "now-15m", to: "now" });
  });

  it("zooms out to twice the range around its middle", () => {
    expect(zoomedOut({ from: "2026-11-22T10:00:00Z", to: "2026-11-22T11:00:00Z" }, NOW)).toEqual({
      from: "2026-11-22T09:30:00.000Z",
      to: "2026-11-22T11:30:00.000Z",
    });
  });

  it("zooms out into the past when the range ends now", () => {
    expect(zoomedOut({ from: "now-1h", to: "now" }, NOW)).toEqual({
      from: "2026-11-22T10:00:00.000Z",
      to: "2026-11-22T12:00:00.000Z",
    });
  });
});
