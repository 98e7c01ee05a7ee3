import { expect, test } from "../page";
import { IN_RANGE, someFlow } from "./api";

test("shows a flow's waterfall and all of its lines", async ({ page, request }) => {
  const flow = await someFlow(request);
  await page.goto(`/flows/${encodeURIComponent(flow.id)}`);
  const grid = page.getByRole("treegrid", { name: "Hops" });
  await expect(grid).toHaveAttribute("aria-rowcount", String(flow.hopCount + 1));
  await expect(grid.locator("[class*=bar]").first()).toBeVisible();
  await grid.locator("[data-row]").nth(1).click();
  await expect(page).toHaveURL(/\?hop=/);
  await expect(page.getByRole("complementary", { name: "Chosen hop" })).toContainText("Duration");
  await expect(
    page.getByRole("list", { name: "Lines of the flow" }).getByRole("listitem").first(),
  ).toHaveAttribute("aria-setsize", String(flow.lines));
});

test("lists flows and opens one", async ({ page }) => {
  await page.goto(`/flows?${IN_RANGE}`);
  await page.getByRole("table", { name: "Flows" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/flows\/.+/);
  await expect(page.getByRole("treegrid", { name: "Hops" })).toBeVisible();
});
