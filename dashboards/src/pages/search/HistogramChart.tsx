import { BarChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { Bucket, Histogram } from "../../api/schemas";
import { compact, dayAndClock, duration, whole } from "../../lib/format";
import type { TimeRange } from "../../lib/timeRange";
import { useColours } from "./colours";
import classes from "./Histogram.module.css";
import { MARGIN, optionOf } from "./histogramOption";

// The canvas renderer: the SVG one writes style attributes, which the content security policy forbids.
echarts.use([BarChart, GridComponent, CanvasRenderer]);

interface HistogramChartProps {
  readonly histogram: Histogram;
  readonly onZoom: (range: TimeRange) => void;
}

interface Drag {
  readonly from: number;
  readonly to: number;
}

/** The bars. Pointing tells a bar's figures, dragging over some zooms into their time. */
export default function HistogramChart({ histogram, onZoom }: HistogramChartProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const colours = useColours();
  const [pointed, setPointed] = useState<number>();
  const [drag, setDrag] = useState<Drag>();
  const { buckets, intervalMs } = histogram;

  useEffect(() => {
    if (canvas.current === null) return;
    const chart = echarts.init(canvas.current, null, { renderer: "canvas" });
    chart.setOption(optionOf(histogram, colours));
    const resizes = new ResizeObserver(() => {
      chart.resize();
    });
    resizes.observe(canvas.current);
    return () => {
      resizes.disconnect();
      chart.dispose();
    };
  }, [histogram, colours]);

  const bucketAt = (event: PointerEvent): number => {
    const box = overlay.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    const at = Math.floor(((event.clientX - box.left) / box.width) * buckets.length);
    return Math.min(Math.max(at, 0), buckets.length - 1);
  };
  const zoom = ({ from, to }: Drag) => {
    const first = buckets[Math.min(from, to)];
    const last = buckets[Math.max(from, to)];
    if (first === undefined || last === undefined) return;
    onZoom({ from: first.start, to: new Date(Date.parse(last.start) + intervalMs).toISOString() });
  };

  const shown = pointed === undefined ? undefined : buckets[pointed];
  return (
    <>
      <div ref={canvas} className={classes.canvas} role="img" aria-label={summaryOf(buckets)} />
      <div
        ref={overlay}
        className={classes.overlay}
        style={{ left: MARGIN.left, right: MARGIN.right, bottom: MARGIN.bottom }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = bucketAt(event);
          setDrag({ from: at, to: at });
        }}
        onPointerMove={(event) => {
          const at = bucketAt(event);
          setPointed(at);
          if (drag !== undefined) setDrag({ from: drag.from, to: at });
        }}
        onPointerUp={() => {
          if (drag !== undefined) zoom(drag);
          setDrag(undefined);
        }}
        onPointerCancel={() => {
          setDrag(undefined);
        }}
        onPointerLeave={() => {
          setPointed(undefined);
        }}
      >
        {drag === undefined ? null : (
          <div className={classes.selection} style={placeOf(drag, buckets.length)} />
        )}
        {shown === undefined || pointed === undefined ? null : (
          <Tip bucket={shown} intervalMs={intervalMs} at={(pointed + 0.5) / buckets.length} />
        )}
      </div>
    </>
  );
}

interface TipProps {
  readonly bucket: Bucket;
  readonly intervalMs: number;
  /** Where on the chart, 0 to 1. */
  readonly at: number;
}

function Tip({ bucket, intervalMs, at }: TipProps) {
  const side = at > 0.75 ? { right: `${(1 - at) * 100}%` } : { left: `${at * 100}%` };
  return (
    <div className={classes.tip} style={side}>
      <strong>{dayAndClock(bucket.start)}</strong> + {duration(intervalMs * 1000)}
      <br />
      {whole(bucket.count)} lines, {whole(bucket.errors)} with an error level
    </div>
  );
}

function placeOf(drag: Drag, count: number) {
  const first = Math.min(drag.from, drag.to);
  const last = Math.max(drag.from, drag.to);
  return { left: `${(100 * first) / count}%`, width: `${(100 * (last - first + 1)) / count}%` };
}

function summaryOf(buckets: readonly Bucket[]): string {
  const most = buckets.reduce<Bucket | undefined>(
    (a, b) => (a === undefined || b.count > a.count ? b : a),
    undefined,
  );
  if (most === undefined || most.count === 0) return "No lines in this range";
  return `Bars of ${buckets.length} intervals; the highest is ${compact(most.count)} lines at ${dayAndClock(most.start)}`;
}
