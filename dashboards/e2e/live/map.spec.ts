import { expect, test } from "../page";
import { IN_RANGE, serviceMap } from "./api";

test("draws every call between services", async ({ page, request }) => {
  const { edges } = await serviceMap(request);
  await page.goto(`/map?${IN_RANGE}`);
  if (edges.length === 0) {
    // A stack whose logs tell of no calls says so.
    await expect(page.getByText("No calls between services")).toBeVisible();
    return;
  }
  await expect(page.locator(".react-flow__edge")).toHaveCount(edges.length);
});
