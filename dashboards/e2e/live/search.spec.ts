import { Field, textOf } from "../../src/api/ecs";
import { expect, test } from "../page";
import { IN_RANGE, lines, someFlow, top } from "./api";

const rows = "[data-row]";

function searchFor(q: string): string {
  return `/search?${new URLSearchParams({ q }).toString()}&${IN_RANGE}`;
}

test("finds all lines of a trace", async ({ page, request }) => {
  const { traceId } = await someFlow(request);
  const q = `trace.id:${traceId}`;
  const { total } = await lines(request, q);
  expect(total).toBeGreaterThan(0);
  await page.goto(searchFor(q));
  await expect(
    page.getByText(total === 1 ? "1 line" : `${total.toLocaleString("en-GB")} lines`, { exact: true }),
  ).toBeVisible();
  await page.locator(rows).first().click();
  await expect(page.getByRole("row", { name: `trace.id ${traceId}` })).toBeVisible();
  await expect(page.getByRole("link", { name: "Open its flow" })).toBeVisible();
});

test("finds the lines of a service and level, and no others", async ({ page, request }) => {
  const levels = await top(request, "", Field.level);
  const level = levels.items.find((item) => item.value === "ERROR") ?? levels.items[0];
  if (level === undefined) throw new Error("no line has a level");
  const service = (await top(request, `log.level:${level.value}`, Field.service)).items[0];
  if (service === undefined) throw new Error(`no service logged ${level.value}`);

  await page.goto(searchFor(`service.name:${service.value} AND log.level:${level.value}`));
  await expect(page.locator(rows).first()).toBeVisible();
  for (const row of await page.locator(rows).all()) {
    await expect(row).toContainText(level.value);
    await expect(row).toContainText(service.value);
  }
});

test("finds lines by a word of their message", async ({ page, request }) => {
  const { items } = await lines(request, "", 50);
  const word = items.flatMap((line) => /\b[A-Za-z]{5,20}\b/.exec(textOf(line, Field.message) ?? "") ?? [])[0];
  if (word === undefined) throw new Error("no message has a word");
  await page.goto(searchFor(word));
  await expect(page.locator(rows).first()).toBeVisible();
  await page.locator(rows).first().click();
  await expect(page.locator("pre")).toContainText(new RegExp(word, "i"));
});

test("says what is wrong with a query that cannot be read", async ({ page }) => {
  await page.goto(searchFor('service.name:"orders'));
  await expect(page.getByRole("alert")).toBeVisible();
});
