import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** With THROUGHLINE_URL the tests look at a running Throughline, without it at the built pages before a fixture API. */
const live = process.env.THROUGHLINE_URL;

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function chromium(): string {
  const found = [process.env.CHROMIUM ?? "", ...CHROMIUMS].find((path) => path !== "" && existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `no Chromium at ${CHROMIUMS.join(", ")}: install the system's package or set CHROMIUM to one`,
  );
}

export default defineConfig({
  testDir: live === undefined ? "e2e/fixture" : "e2e/live",
  outputDir: "target/e2e",
  ...(live === undefined ? { globalSetup: "./e2e/fixture/start.ts" } : {}),
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Generous: a busy machine is no fault of the pages.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["line"]],
  use: {
    baseURL: live ?? process.env.THROUGHLINE_FIXTURE_URL ?? "",
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
