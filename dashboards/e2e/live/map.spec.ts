import { expect, test } from "../page";
import { IN_RANGE, mustHold, serviceMap } from "./api";

test("draws every call between services", async ({ page, request }) => {
  const { edges } = await serviceMap(request);
  await page.goto(`/map?${IN_RANGE}`);
  if (edges.length === 0) {
    expect(mustHold("calls"), "the map has no edge").toBe(false);
    await expect(page.getByText("No calls between services")).toBeVisible();
    return;
  }
  await expect(page.locator(".react-flow__edge")).toHaveCount(edges.length);
});
