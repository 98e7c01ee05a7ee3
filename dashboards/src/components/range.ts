import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { TimeRange } from "../lib/timeRange";
import { rangeOf, rangeParams } from "../url";

/** The range that the URL tells, the same object while it tells the same. */
export function useRange(): TimeRange {
  const { from, to } = useSearch({ strict: false });
  return useMemo(() => rangeOf({ from, to }), [from, to]);
}

/** Moves the page to another range, as a step that Back undoes. */
export function useSetRange(): (range: TimeRange) => void {
  const navigate = useNavigate();
  return (range) => {
    void navigate({ to: ".", search: (previous) => ({ ...previous, ...rangeParams(range) }) });
  };
}
