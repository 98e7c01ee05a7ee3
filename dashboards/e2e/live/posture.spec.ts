import { expect, test } from "../page";
import { IN_RANGE } from "./api";

test("lists the rules that come along, programs and text", async ({ page }) => {
  await page.goto(`/rules?${IN_RANGE}&q=new-edge`);
  await expect(page.getByRole("table", { name: "Rules" })).toContainText("detector");
  await page.goto(`/rules?${IN_RANGE}&q=Privileged+pod`);
  await expect(page.getByRole("table", { name: "Rules" })).toContainText("built-in");
});

for (const [path, found, nothing] of [
  ["/risks", "Entities at risk", "Nobody is at risk"],
  ["/inventory", "Containers", "No container found"],
  ["/inventory/images", "Images", "No image found"],
] as const) {
  test(`${path} shows what there is, or says that there is nothing`, async ({ page }) => {
    await page.goto(`${path}?${IN_RANGE}`);
    await expect(page.getByLabel(found, { exact: true }).or(page.getByText(nothing))).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
}
