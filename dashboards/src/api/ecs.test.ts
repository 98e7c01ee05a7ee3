import { describe, expect, it } from "vitest";
import { fieldsOf, textOf } from "./ecs";

describe("an ECS document", () => {
  it("gives its fields as text, sorted, objects spread out", () => {
    const document = {
      message: "hello",
      "http.response.status_code": 500,
      "throughline.labels": { order: "7", deep: { er: true } },
      "threat.technique.id": ["T1", "T2"],
      "user.id": null,
    };
    expect(fieldsOf(document)).toEqual([
      { name: "http.response.status_code", value: "500" },
      { name: "message", value: "hello" },
      { name: "threat.technique.id", value: "T1, T2" },
      { name: "throughline.labels.deep.er", value: "true" },
      { name: "throughline.labels.order", value: "7" },
    ]);
  });

  it("has no text for a field it has not", () => {
    expect(textOf({ a: null }, "a")).toBeUndefined();
    expect(textOf({}, "b")).toBeUndefined();
  });
});
