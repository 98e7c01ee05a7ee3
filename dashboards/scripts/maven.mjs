// The steps of the Maven build: `build`, `check` (format, types, lint, unit tests) and `e2e` (browser tests).
// A step that succeeded leaves a digest of all it read in target/; while the digest is the same it is not run again.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OUTPUTS = new Set(["node_modules", "dist", "target", "playwright-report", "test-results"]);
const SOURCES_OF_BUILD = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
];

const steps = {
  build: {
    reads: SOURCES_OF_BUILD,
    before: removePacked,
    run: ["run", "build"],
    done: () => existsSync(join(root, "dist/index.html")),
  },
  check: { reads: ["."], run: ["run", "check"], done: () => true },
  e2e: { reads: ["."], run: ["run", "e2e"], done: () => true },
};

const name = process.argv[2] ?? "";
const step = steps[name];
if (step === undefined) {
  fail(`unknown step "${name}", expected one of ${Object.keys(steps).join(", ")}`);
}
const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) {
  fail(`Node ${process.versions.node} is too old: the web pages need Node 20.19 or newer`);
}

install();
once(name, step.reads, step.done, () => {
  step.before?.();
  npm(step.run);
});

/** The packages of the lock file, afresh when it changed or an install was broken off. */
function install() {
  const stamp = join(root, "node_modules/.throughline-lock");
  const wanted = digest(["package.json", "package-lock.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(stamp, wanted);
}

/** Assets have their digest in their name: those of the build before would stay in the jar. */
function removePacked() {
  rmSync(join(root, "target/classes/throughline-ui"), { recursive: true, force: true });
}

function once(what, reads, done, run) {
  const stamp = join(root, "target", `${what}.digest`);
  const wanted = digest(reads);
  if (done() && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  run();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function npm(args) {
  const result = spawnSync("npm", args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (result.error !== undefined) fail(`npm does not start: ${result.error.message}`);
  if (result.status !== 0) fail(`npm ${args.join(" ")} failed`);
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => files(join(root, path))).sort()) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (OUTPUTS.has(entry.name)) return [];
    const child = join(path, entry.name);
    return entry.isDirectory() ? files(child) : [child];
  });
}

function fail(reason) {
  console.error(`dashboards: ${reason}`);
  process.exit(1);
}
