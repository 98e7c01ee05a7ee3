import { useMatchRoute, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { TimeRange } from "../lib/timeRange";
import { rangeOf } from "../url";

/** An alert, and what follows from alerts, is still of interest the next morning. */
const USUAL_FOR_ALERTS: TimeRange = { from: "now-24h", to: "now" };

const PAGES_OF_ALERTS = ["/alerts", "/risks", "/rules"] as const;

/** The range that the URL tells, the same object while it tells the same. */
export function useRange(): TimeRange {
  const { from, to } = useSearch({ strict: false });
  const match = useMatchRoute();
  const alerts = PAGES_OF_ALERTS.some((to) => match({ to, fuzzy: true }) !== false);
  return useMemo(() => rangeOf({ from, to }, alerts ? USUAL_FOR_ALERTS : undefined), [from, to, alerts]);
}

/** Moves the page to another range, as a step that Back undoes. */
export function useSetRange(): (range: TimeRange) => void {
  const navigate = useNavigate();
  return (range) => {
    void navigate({ to: ".", search: (previous) => ({ ...previous, from: range.from, to: range.to }) });
  };
}
