import { expect, it } from "vitest";
import { parseSearch, stringifySearch } from "./searchString";

it("keeps a query readable in the URL", () => {
  expect(stringifySearch({ q: "trace.id:1 AND a:b", from: "now-15m", failed: false, event: undefined })).toBe(
    "?q=trace.id:1+AND+a:b&from=now-15m",
  );
});

it("gives back any text as it was, numbers as text included", () => {
  for (const q of ["5", "true", '"a"&b=c#d', "+ %41 \u202e", "{}"]) {
    expect(parseSearch(stringifySearch({ q }))).toEqual({ q });
  }
});

it("is empty when there is nothing to say", () => {
  expect(stringifySearch({ q: "", x: false })).toBe("");
});
