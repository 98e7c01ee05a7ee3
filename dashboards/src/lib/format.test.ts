import { describe, expect, it } from "vitest";
import { clockTime, compact, dayAndMinute, duration, microsOf, plural, share, span } from "./format";

describe("a duration", () => {
  it.each([
    [0, "0 µs"],
    [999, "999 µs"],
    [1000, "1 ms"],
    [1234, "1.23 ms"],
    [100_000, "100 ms"],
    [999_400, "999 ms"],
    [999_600, "1 s"],
    [12_340_000, "12.3 s"],
    [61_000_000, "1 min 1 s"],
    [3_660_000_000, "1 h 1 min"],
    [-1500, "−1.5 ms"],
  ])("of %d us reads %s", (us, text) => {
    expect(duration(us)).toBe(text);
  });
});

describe("a share", () => {
  it("never shows a few as none", () => {
    expect(share(1, 100_000)).toBe("<0.1%");
    expect(share(0, 10)).toBe("0%");
    expect(share(0, 0)).toBe("0%");
    expect(share(1, 8)).toBe("12.5%");
  });
});

describe("other figures", () => {
  it("are short", () => {
    expect(compact(12_345)).toBe("12.3k");
    expect(plural(1, "line")).toBe("1 line");
    expect(plural(1200, "line")).toBe("1,200 lines");
  });

  it("keep milliseconds of a time, and leave what is no time alone", () => {
    expect(clockTime("2026-11-22T10:00:00.0401Z")).toBe("10:00:00.040");
    expect(clockTime("not a time")).toBe("not a time");
    expect(dayAndMinute("2026-11-22T10:00:59.9Z")).toBe("22 Nov 10:00");
  });
});

describe("a span of time", () => {
  it("names its day once", () => {
    expect(span("2026-11-22T10:00:00Z", "2026-11-22T10:05:00.5Z")).toBe("22 Nov 2026, 10:00:00 – 10:05:00");
    expect(span("2026-11-22T23:00:00Z", "2026-11-23T01:00:00Z")).toBe(
      "22 Nov 2026, 23:00:00 – 23 Nov 2026, 01:00:00",
    );
  });
});

describe("the microseconds of an instant", () => {
  it("keep what a Date drops", () => {
    expect(microsOf("2026-11-22T10:00:00.000123456Z") - microsOf("2026-11-22T10:00:00Z")).toBe(123);
    expect(microsOf("2026-11-22T11:00:00.5+01:00") - microsOf("2026-11-22T10:00:00Z")).toBe(500_000);
  });

  it("are none where there is no instant", () => {
    expect(microsOf("soon")).toBeNaN();
  });
});
