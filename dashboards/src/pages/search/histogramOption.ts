import type { EChartsCoreOption } from "echarts/core";
import type { Histogram } from "../../api/schemas";
import { compact } from "../../lib/format";
import type { Colours } from "./colours";

/** Space around the bars, in pixels; what lies over the chart is placed by it. */
export const MARGIN = { left: 48, right: 16, top: 6, bottom: 22 };

const FONT_SIZE = 11;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Errors at the foot of each bar in red, the other lines on top. */
export function optionOf({ buckets, intervalMs }: Histogram, colours: Colours): EChartsCoreOption {
  const spanMs = buckets.length * intervalMs;
  return {
    animation: false,
    grid: MARGIN,
    textStyle: { fontFamily: colours.font, color: colours.text, fontSize: FONT_SIZE },
    xAxis: {
      type: "category",
      data: buckets.map((bucket) => axisLabel(bucket.start, intervalMs, spanMs)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.text, fontSize: FONT_SIZE, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      splitNumber: 2,
      splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
      axisLabel: { color: colours.text, fontSize: FONT_SIZE, formatter: compact },
    },
    series: [
      series(
        "errors",
        colours.errors,
        buckets.map((bucket) => bucket.errors),
      ),
      series(
        "others",
        colours.others,
        buckets.map((bucket) => bucket.count - bucket.errors),
      ),
    ],
  };
}

function series(name: string, color: string, data: number[]) {
  return {
    name,
    type: "bar",
    stack: "lines",
    silent: true,
    barCategoryGap: "12%",
    barMinWidth: 1,
    itemStyle: { color },
    data,
  };
}

function axisLabel(start: string, intervalMs: number, spanMs: number): string {
  const date = new Date(start);
  const clock: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    ...(intervalMs < MINUTE_MS ? { second: "2-digit" } : {}),
  };
  const withDay: Intl.DateTimeFormatOptions = spanMs > DAY_MS ? { day: "2-digit", month: "short" } : {};
  return date.toLocaleString("en-GB", intervalMs >= DAY_MS ? withDay : { ...withDay, ...clock });
}
