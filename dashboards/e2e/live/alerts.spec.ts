import { expect, test } from "../page";
import { alerts, IN_RANGE, mustHold } from "./api";

test("shows what an alert expected and saw, and leads to its evidence", async ({ page, request }) => {
  const found = await alerts(request);
  const alert = found.find((candidate) => candidate.evidence.length > 0);
  await page.goto(`/alerts?${IN_RANGE}`);
  if (alert === undefined) {
    expect(mustHold("alerts"), "no alert has evidence").toBe(false);
    await expect(page.getByText("No alerts")).toBeVisible();
    return;
  }
  await page.goto(`/alerts/${encodeURIComponent(alert.id)}?${IN_RANGE}`);
  const article = page.getByRole("article");
  await expect(article).toContainText(alert.title);
  await expect(article).toContainText(alert.expected);
  await expect(article).toContainText(alert.seen);

  await expect(article.getByRole("alert")).toHaveCount(0);

  const evidence = page.getByRole("region", { name: "Evidence" }).getByRole("listitem").first();
  await evidence.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/search\?q=event.id:/);
  await expect(page.locator("[data-row]")).toHaveCount(1);

  const flow = alert.evidence.find((item) => item.flow !== undefined)?.flow;
  if (flow === undefined) return;
  await page.goBack();
  await page.getByRole("region", { name: "Evidence" }).getByRole("link", { name: "Flow" }).first().click();
  await expect(page).toHaveURL(/\/flows\//);
});
