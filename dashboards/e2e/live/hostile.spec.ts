import { expect, test } from "../page";
import { IN_RANGE, lines, mustHold } from "./api";

test("shows markup and control characters of a line as text", async ({ page, request }) => {
  const { total } = await lines(request, "message:onerror");
  test.skip(total === 0 && !mustHold("markup"), "no line with markup");
  expect(total).toBeGreaterThan(0);
  page.on("dialog", (dialog) => {
    throw new Error(`the line opened a dialog: ${dialog.message()}`);
  });
  await page.goto(`/search?q=message:onerror&${IN_RANGE}`);
  await page.locator("[data-row]").first().click();
  await expect(page.locator("pre")).toContainText("<img src=x onerror=");
  await expect(page.locator("pre img, pre script, [data-row] img, [data-row] script")).toHaveCount(0);
  expect(await page.evaluate(() => "owned" in window)).toBe(false);
});
