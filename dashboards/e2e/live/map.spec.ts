import { expect, test } from "../page";
import { IN_RANGE, serviceMap } from "./api";

test("draws every call between services", async ({ page, request }) => {
  const { edges } = await serviceMap(request);
  expect(edges.length).toBeGreaterThan(0);
  await page.goto(`/map?${IN_RANGE}`);
  await expect(page.locator(".react-flow__edge")).toHaveCount(edges.length);
});
