import { expect, it } from "vitest";
import { FlowsParams } from "./url";

it("reads the filters of the list", () => {
  expect(FlowsParams.parse({ service: "orders", failed: "true", minDurationMs: "250" })).toMatchObject({
    service: "orders",
    failed: true,
    minDurationMs: 250,
  });
});

it("drops a filter that is none instead of failing", () => {
  expect(FlowsParams.parse({ failed: "perhaps", minDurationMs: "-1" })).toEqual({});
  expect(FlowsParams.parse({ minDurationMs: "fast" })).toEqual({});
});
