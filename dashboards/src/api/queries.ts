import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { TimeRange } from "../lib/timeRange";
import { get } from "./client";
import {
  Alert,
  AlertPage,
  ContainerHistory,
  Containers,
  type EntityKind,
  Flow,
  FlowComparison,
  FlowPage,
  Histogram,
  Images,
  LogPage,
  Risks,
  RuleCounts,
  Rules,
  ServiceMap,
  type Severity,
  Suspects,
  Top,
} from "./schemas";

/** What the pages ask the server, one function a question. */

const PAGE_SIZE = 100;

export interface LogQuery extends TimeRange {
  readonly q: string;
}

export function logs(query: LogQuery) {
  return infiniteQueryOptions({
    queryKey: ["logs", query],
    queryFn: ({ pageParam, signal }) =>
      get("logs", { ...query, size: PAGE_SIZE, cursor: pageParam }, LogPage, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
  });
}

/** The first lines that match, no more: for a few that are known by id. */
export function linesOf(query: LogQuery) {
  return queryOptions({
    queryKey: ["logs", "few", query],
    queryFn: ({ signal }) => get("logs", { ...query, size: PAGE_SIZE }, LogPage, signal),
  });
}

export function logHistogram(query: LogQuery) {
  return queryOptions({
    queryKey: ["logs", "histogram", query],
    queryFn: ({ signal }) => get("logs/histogram", { ...query }, Histogram, signal),
    placeholderData: keepPreviousData,
  });
}

export function topValues(query: LogQuery, field: string, size: number) {
  return queryOptions({
    queryKey: ["logs", "top", field, size, query],
    queryFn: ({ signal }) => get(`logs/top/${encodeURIComponent(field)}`, { ...query, size }, Top, signal),
    placeholderData: keepPreviousData,
  });
}

export interface FlowQuery extends TimeRange {
  readonly service: string | undefined;
  readonly failed: true | undefined;
  readonly minDurationMs: number | undefined;
  /** A question of structure. */
  readonly where: string | undefined;
}

export function flows(query: FlowQuery) {
  return infiniteQueryOptions({
    queryKey: ["flows", query],
    queryFn: ({ pageParam, signal }) =>
      get("flows", { ...query, size: PAGE_SIZE, cursor: pageParam }, FlowPage, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
  });
}

export function flow(id: string) {
  return queryOptions({
    queryKey: ["flow", id],
    queryFn: ({ signal }) => get(`flows/${encodeURIComponent(id)}`, {}, Flow, signal),
  });
}

export function flowComparison(left: string, right: string) {
  return queryOptions({
    queryKey: ["flow", "compare", left, right],
    queryFn: ({ signal }) => get("flows/compare", { left, right }, FlowComparison, signal),
  });
}

export function serviceMap(range: TimeRange) {
  return queryOptions({
    queryKey: ["map", range],
    queryFn: ({ signal }) => get("map", { ...range }, ServiceMap, signal),
    placeholderData: keepPreviousData,
  });
}

export interface AlertQuery extends TimeRange {
  readonly rule: string | undefined;
  readonly minSeverity?: Severity | undefined;
  /** At either end of a call. */
  readonly service?: string | undefined;
  readonly group?: string | undefined;
  /** False leaves out those of which nobody is to be told. */
  readonly suppressed?: boolean | undefined;
  /** Without it the newest come first. */
  readonly sort?: "risk" | undefined;
}

export function alerts(query: AlertQuery) {
  return infiniteQueryOptions({
    queryKey: ["alerts", query],
    queryFn: ({ pageParam, signal }) =>
      get("alerts", { ...query, size: PAGE_SIZE, cursor: pageParam }, AlertPage, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
  });
}

export function alert(id: string) {
  return queryOptions({
    queryKey: ["alert", id],
    queryFn: ({ signal }) => get(`alerts/${encodeURIComponent(id)}`, {}, Alert, signal),
  });
}

/** Before and after anything that is stored. */
const EVER: TimeRange = { from: "1970-01-01T00:00:00Z", to: "2200-01-01T00:00:00Z" };

/** How many alerts of a group are shown. */
export const MAX_OF_GROUP = 200;

/** The alerts of one cause, whenever they were; of very many the latest. */
export function alertsOfGroup(group: string) {
  return queryOptions({
    queryKey: ["alerts", "group", group],
    queryFn: ({ signal }) => get("alerts", { ...EVER, group, size: MAX_OF_GROUP }, AlertPage, signal),
  });
}

export function alertCounts(range: TimeRange) {
  return queryOptions({
    queryKey: ["alerts", "counts", range],
    queryFn: ({ signal }) => get("alerts/rules", { ...range }, RuleCounts, signal),
    placeholderData: keepPreviousData,
  });
}

/** Which services may have broken in a window. What is asked for is past and costs the server much: it is asked once. */
export function suspects(window: TimeRange) {
  return queryOptions({
    queryKey: ["suspects", window],
    queryFn: ({ signal }) => get("suspects", { ...window }, Suspects, signal),
    staleTime: Infinity,
    meta: { once: true },
  });
}

export function risks(range: TimeRange, kind: EntityKind | undefined) {
  return queryOptions({
    queryKey: ["risks", range, kind],
    queryFn: ({ signal }) => get("risks", { ...range, kind }, Risks, signal),
    placeholderData: keepPreviousData,
  });
}

export function riskOf(range: TimeRange, kind: EntityKind, name: string) {
  return queryOptions({
    queryKey: ["risks", range, kind, name],
    queryFn: ({ signal }) => get("risks", { ...range, kind, name }, Risks, signal),
    placeholderData: keepPreviousData,
  });
}

export interface ContainerQuery {
  /** An instant, or relative to now. */
  readonly at: string;
  /** Text in whatever is known of them. */
  readonly q: string | undefined;
  readonly service?: string | undefined;
  readonly size: number;
}

export function containers(query: ContainerQuery) {
  return queryOptions({
    queryKey: ["inventory", "containers", query],
    queryFn: ({ signal }) => get("inventory/containers", { ...query }, Containers, signal),
    placeholderData: keepPreviousData,
  });
}

export function containerHistory(key: string) {
  return queryOptions({
    queryKey: ["inventory", "history", key],
    queryFn: ({ signal }) =>
      get(`inventory/containers/${encodeURIComponent(key)}`, {}, ContainerHistory, signal),
  });
}

export function images(at: string) {
  return queryOptions({
    queryKey: ["inventory", "images", at],
    queryFn: ({ signal }) => get("inventory/images", { at }, Images, signal),
    placeholderData: keepPreviousData,
  });
}

export function rules() {
  return queryOptions({
    queryKey: ["rules"],
    queryFn: ({ signal }) => get("rules", {}, Rules, signal),
  });
}
