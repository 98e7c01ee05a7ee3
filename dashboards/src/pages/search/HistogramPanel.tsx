import { lazy, Suspense } from "react";
import type { Histogram } from "../../api/schemas";
import { Button } from "../../components/Button";
import { plural, share, whole } from "../../lib/format";
import { type TimeRange, zoomedOut } from "../../lib/timeRange";
import classes from "./Histogram.module.css";

const HistogramChart = lazy(() => import("./HistogramChart"));

interface HistogramPanelProps {
  readonly histogram: Histogram | undefined;
  readonly stale: boolean;
  readonly range: TimeRange;
  readonly onZoom: (range: TimeRange) => void;
}

/** How many lines over time; its place is kept while the chart is on its way. */
export function HistogramPanel({ histogram, stale, range, onZoom }: HistogramPanelProps) {
  const lines = histogram?.buckets.reduce((sum, bucket) => sum + bucket.count, 0) ?? 0;
  const errors = histogram?.buckets.reduce((sum, bucket) => sum + bucket.errors, 0) ?? 0;
  return (
    <section aria-label="Lines over time" className={classes.panel}>
      <div className={classes.head}>
        <p className={classes.sum} role="status">
          {histogram === undefined ? (
            " "
          ) : (
            <>
              <strong>{plural(lines, "line")}</strong>
              {errors === 0 ? null : (
                <span className={classes.errors}>
                  {whole(errors)} with an error level ({share(errors, lines)})
                </span>
              )}
            </>
          )}
        </p>
        <p className={classes.hint}>Drag over the bars to zoom in</p>
        <Button
          look="quiet"
          onPress={() => {
            onZoom(zoomedOut(range, Date.now()));
          }}
        >
          Zoom out
        </Button>
      </div>
      <div className={`${classes.chart} ${stale ? classes.stale : ""}`}>
        {histogram === undefined ? null : (
          <Suspense>
            <HistogramChart histogram={histogram} onZoom={onZoom} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
