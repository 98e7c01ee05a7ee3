import { describe, expect, it } from "vitest";
import { visibleLine, visibleParts, visibleText } from "./visibleText";

describe("visibleText", () => {
  it("leaves ordinary text alone, tabs and line feeds included", () => {
    expect(visibleText("GET /pay\t200\nnext – naïve 日本語 👩‍💻")).toBe(
      "GET /pay\t200\nnext – naïve 日本語 👩‍💻",
    );
  });

  it("shows terminal escapes and other controls", () => {
    expect(visibleText("\u001b[31mred\u001b[0m\u0000\u0007\u007f\u009b")).toBe(
      "\\x1b[31mred\\x1b[0m\\x00\\x07\\x7f\\x9b",
    );
  });

  it("shows a carriage return, which would hide what stands before it", () => {
    expect(visibleText("failed\rok")).toBe("failed\\rok");
  });

  it("shows what turns the reading direction around", () => {
    expect(visibleText("user\u202etxt.exe\u202c \u2066x\u2069 \u200f")).toBe(
      "user\\u202etxt.exe\\u202c \\u2066x\\u2069 \\u200f",
    );
  });

  it("shows invisible characters and tags", () => {
    expect(visibleText("a\u200bb\ufeff\u{e0041}")).toBe("a\\u200bb\\ufeff\\u{e0041}");
  });

  it("shows half a surrogate pair instead of passing it on", () => {
    expect(visibleText("x\ud800y")).toBe("x\\ud800y");
  });

  it("leaves markup as text", () => {
    expect(visibleText("<script>alert(1)</script>")).toBe("<script>alert(1)</script>");
  });
});

describe("visibleParts", () => {
  it("tells an escape from text that looks like one", () => {
    expect(visibleParts("\\x1b \u001b!")).toEqual([
      { text: "\\x1b ", escaped: false },
      { text: "\\x1b", escaped: true },
      { text: "!", escaped: false },
    ]);
  });

  it("has no part for no text", () => {
    expect(visibleParts("")).toEqual([]);
  });
});

describe("visibleLine", () => {
  it("keeps a message of many lines on one", () => {
    expect(visibleLine("a\n\tb")).toBe("a\\n\\tb");
  });
});
