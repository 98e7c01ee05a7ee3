import type { Hop } from "../../api/schemas";
import type { TreeRow } from "./tree";

/** What an edge of a flow rests on, in words. Nothing concluded reads as if it were known. */

const SHORT: Record<Hop["evidence"], string> = {
  parent_span: "known",
  trace: "inferred by trace",
  request_id: "inferred by request id",
  link: "inferred by connection",
  inference: "inferred",
};

const LONG: Record<Hop["evidence"], string> = {
  parent_span: "Known: the record itself names its parent’s span.",
  trace: "Inferred: both carry the same trace id, but the record does not name its parent.",
  request_id: "Inferred: both carry the same request id, but the record does not name its parent.",
  link: "Inferred: both ends saw the same connection.",
  inference: "Inferred from times and structure alone; no id connects the two.",
};

/** A few words for a row, undefined where the edge is known. */
export function shortEvidence({ hop, origin }: TreeRow): string | undefined {
  if (origin === "parent-unknown") return "parent unknown";
  if (origin === "elsewhere") return `goes on from another flow ${hop.confidence.toFixed(2)}`;
  return origin === "concluded" ? `${SHORT[hop.evidence]} ${hop.confidence.toFixed(2)}` : undefined;
}

export function longEvidence({ hop, origin }: TreeRow): string {
  switch (origin) {
    case "beginning":
      return "The flow begins here.";
    case "elsewhere":
      return `A call of another flow reached it (hop ${hop.parent ?? ""}): the two are halves of one request, which lost its id on the way.`;
    case "parent-unknown":
      return "Its records belong to this flow, but none tells who called it.";
    default:
      return hop.reason ?? LONG[hop.evidence];
  }
}

export const VANTAGE: Record<Hop["vantage"], string> = {
  inbound: "inbound: the service was called",
  outbound: "outbound: the service calls another",
  internal: "internal: work within the service",
};
