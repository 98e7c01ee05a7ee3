import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { serviceColour } from "./serviceColour";

const SHOP = [
  "storefront",
  "recommendations",
  "catalog",
  "gateway",
  "orders",
  "inventory-stock",
  "users",
  "shipping",
];

it("tells the services of the demo's shop apart", () => {
  expect(new Set([...SHOP, "payments"].map(serviceColour)).size).toBe(9);
});

it("names only colours that the theme has", () => {
  const theme = readFileSync("src/theme.css", "utf8");
  for (let at = 0; at < 200; at++) {
    const name = serviceColour(`service-${at}`).replace("var(", "").replace(")", "");
    expect(theme).toContain(`${name}: light-dark(`);
  }
});
