import type { APIRequestContext } from "@playwright/test";
import type { z } from "zod";
import { AlertPage, FlowPage, LogPage, ServiceMap, Top } from "../../src/api/schemas";

/** What a running Throughline holds, asked from the API that the pages ask. */

/** Far enough back for recorded data; another beginning can be set. */
export const FROM = process.env.THROUGHLINE_FROM ?? "now-2000d";

const RANGE = { from: FROM, to: "now" };

/** What whoever started that Throughline knows to be in it; the tests then must find it. */
type Content = "alerts" | "calls" | "markup";

const HOLDS = (process.env.THROUGHLINE_HOLDS ?? "").split(" ");

export function mustHold(content: Content): boolean {
  return HOLDS.includes(content);
}

/** The range as pages take it. */
export const IN_RANGE = `from=${FROM}&to=now`;

async function get<T>(
  request: APIRequestContext,
  path: string,
  params: Record<string, string>,
  shape: z.ZodType<T>,
) {
  const response = await request.get(`/api/v1/${path}`, { params: { ...RANGE, ...params } });
  if (!response.ok()) throw new Error(`${path} answers ${response.status()}: ${await response.text()}`);
  return shape.parse(await response.json());
}

export function lines(request: APIRequestContext, q: string, size = 1) {
  return get(request, "logs", { q, size: String(size) }, LogPage);
}

export function top(request: APIRequestContext, q: string, field: string) {
  return get(request, `logs/top/${field}`, { q }, Top);
}

/** The latest flow of a trace with some hops and lines. */
export async function someFlow(request: APIRequestContext) {
  const { items } = await get(request, "flows", { size: "200" }, FlowPage);
  const flow = items.find((item) => item.traceId !== undefined && item.hopCount > 1 && item.lines > 1);
  if (flow === undefined)
    throw new Error(`none of ${items.length} flows has a trace id, two hops and two lines`);
  return { ...flow, traceId: flow.traceId ?? "" };
}

export function serviceMap(request: APIRequestContext) {
  return get(request, "map", {}, ServiceMap);
}

export async function alerts(request: APIRequestContext) {
  return (await get(request, "alerts", { size: "50" }, AlertPage)).items;
}
