import type { Virtualizer } from "@tanstack/react-virtual";
import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

const PAGE = 20;

const STEPS: Record<string, number | undefined> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Arrow keys in a virtual list: one row at a time can have the focus, marked by `data-row` and its index. */
export function useWalk(scroller: RefObject<HTMLElement | null>, count: number, start = 0) {
  const [active, setActive] = useState(start);
  const toFocus = useRef<number>(undefined);

  useEffect(() => {
    if (toFocus.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${toFocus.current}"]`);
    toFocus.current = undefined;
    row?.focus({ preventScroll: true });
  }, [active, scroller]);

  return {
    active,
    setActive,
    /** The rows in sight and the one with the focus, which would be lost if scrolling took its row out of the page. */
    rangeExtractor: (range: Range): number[] => {
      const shown = defaultRangeExtractor(range);
      if (active >= count || shown.includes(active)) return shown;
      return [...shown, active].sort((a, b) => a - b);
    },
    /** Moves the focus where the key says so. Keys in what a row holds are left alone. */
    onKeyDown: (event: KeyboardEvent, rows: Virtualizer<HTMLDivElement, Element>): void => {
      const step = STEPS[event.key];
      const row = event.target instanceof HTMLElement && event.target.hasAttribute("data-row");
      if (step === undefined || !row || count === 0) return;
      event.preventDefault();
      const next = Math.min(Math.max(active + step, 0), count - 1);
      toFocus.current = next;
      setActive(next);
      rows.scrollToIndex(next);
    },
  };
}
