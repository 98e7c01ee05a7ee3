import { type ErrorComponentProps, Link, Outlet, useMatchRoute } from "@tanstack/react-router";
import { RefreshControl } from "./RefreshControl";
import classes from "./Shell.module.css";
import { Empty, Problem } from "./States";
import { TimeRangePicker } from "./TimeRangePicker";

const PAGES = [
  { to: "/search", label: "Search" },
  { to: "/flows", label: "Flows" },
  { to: "/map", label: "Map" },
  { to: "/alerts", label: "Alerts" },
  { to: "/risks", label: "Risks" },
  { to: "/inventory", label: "Inventory" },
  { to: "/rules", label: "Rules" },
] as const;

const WHATEVER_SEARCH = { includeSearch: false };

/** The frame of all pages: where one can go, and the time that is looked at. */
export function Shell() {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <header className={classes.header}>
        <Link to="/search" search={onlyRange} className={classes.brand} aria-label="Throughline, start page">
          <Mark />
          <span className={classes.brandName}>Throughline</span>
        </Link>
        <nav aria-label="Pages" className={classes.nav}>
          {PAGES.map(({ to, label }) => (
            <Link key={to} to={to} search={onlyRange} activeOptions={WHATEVER_SEARCH} className={classes.tab}>
              {label}
            </Link>
          ))}
        </nav>
        <Tools />
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

/** A flow is what it is at any time: its page has no range, nor has that of two. The inventory is that of one instant, which its pages choose. */
function Tools() {
  const match = useMatchRoute();
  if (match({ to: "/flows/$flowId" }) !== false || match({ to: "/flows/compare" }) !== false) return null;
  return (
    <div className={classes.tools}>
      {match({ to: "/inventory", fuzzy: true }) === false ? <TimeRangePicker /> : null}
      <RefreshControl />
    </div>
  );
}

function onlyRange(previous: { from?: string | undefined; to?: string | undefined }) {
  return { from: previous.from, to: previous.to };
}

function Mark() {
  return (
    <svg aria-hidden="true" width="20" height="20" viewBox="0 0 32 32">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M6 10h8M11 16h10M17 22h9" stroke="var(--on-accent)" strokeWidth="3.4" strokeLinecap="round" />
    </svg>
  );
}

export function NotFound() {
  return (
    <Empty title="There is no such page">
      The address may be mistyped. <Link to="/search">Go to the search</Link>.
    </Empty>
  );
}

export function PageFault({ error, reset }: ErrorComponentProps) {
  return (
    <div className={classes.fault}>
      <Problem error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </div>
  );
}
