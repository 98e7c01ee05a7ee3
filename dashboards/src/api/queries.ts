import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { TimeRange } from "../lib/timeRange";
import { get } from "./client";
import {
  Alert,
  AlertPage,
  Flow,
  FlowComparison,
  FlowPage,
  Histogram,
  LogPage,
  ServiceMap,
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
