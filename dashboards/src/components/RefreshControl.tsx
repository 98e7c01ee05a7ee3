import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { isRelative } from "../lib/timeRange";
import { Button } from "./Button";
import buttonClasses from "./Button.module.css";
import { RefreshIcon } from "./icons";
import { useRange } from "./range";
import classes from "./RefreshControl.module.css";

const LIVE_EVERY_MS = 5_000;

/** Asks the server again: once, or every few seconds while the range moves with the clock and the page is looked at. */
export function RefreshControl() {
  const queries = useQueryClient();
  const fetching = useIsFetching() > 0;
  const moving = isRelative(useRange());
  const [wanted, setWanted] = useState(false);
  const live = wanted && moving;

  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => {
      if (!document.hidden)
        void queries.invalidateQueries(
          { refetchType: "active", predicate: ({ meta }) => meta?.once !== true },
          { cancelRefetch: false },
        );
    }, LIVE_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [live, queries]);

  return (
    <>
      <ToggleButton
        className={`${buttonClasses.button} ${buttonClasses.plain}`}
        isSelected={live}
        isDisabled={!moving}
        onChange={setWanted}
      >
        <span className={`${classes.lamp} ${live ? classes.lit : ""}`} />
        Live
      </ToggleButton>
      <Button square aria-label="Refresh" onPress={() => void queries.invalidateQueries()}>
        <span className={fetching ? classes.busy : classes.idle}>
          <RefreshIcon />
        </span>
      </Button>
    </>
  );
}
