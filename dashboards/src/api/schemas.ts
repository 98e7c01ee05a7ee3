import { z } from "zod";

/** The shapes of the API's answers. What the pages do not need is not demanded, what is unknown is let through. */

const Instant = z.string();
const Micros = z.number();
const Optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const OptionalStatus = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

/** A log event as stored: flat, with dotted ECS names. */
export const EcsDocument = z.record(z.string(), z.unknown());
export type EcsDocument = z.infer<typeof EcsDocument>;

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.number(),
    totalIsExact: z.boolean(),
    cursor: Optional,
  });
}

export const LogPage = pageOf(EcsDocument);
export type LogPage = z.infer<typeof LogPage>;

export const Bucket = z.object({ start: Instant, count: z.number(), errors: z.number() });
export type Bucket = z.infer<typeof Bucket>;
export const Histogram = z.object({ intervalMs: z.number().positive(), buckets: z.array(Bucket) });
export type Histogram = z.infer<typeof Histogram>;

export const Top = z.object({
  field: z.string(),
  items: z.array(z.object({ value: z.string(), count: z.number() })),
});
export type Top = z.infer<typeof Top>;

export const Evidence = z.enum(["parent_span", "trace", "request_id", "link", "inference"]);
export type Evidence = z.infer<typeof Evidence>;

export const Vantage = z.enum(["inbound", "outbound", "internal"]);
export type Vantage = z.infer<typeof Vantage>;

export const Hop = z.object({
  id: z.string(),
  parent: Optional,
  evidence: Evidence,
  confidence: z.number().min(0).max(1),
  /** Who else may have caused it, the likeliest first. */
  others: z.array(z.object({ parent: z.string(), confidence: z.number() })),
  /** Why it hangs at its parent, where that is not certain. */
  reason: Optional,
  /** By how much its clock is ahead of its caller's; undefined where the two may agree. */
  clock: Optional,
  vantage: Vantage,
  service: z.string(),
  instance: Optional,
  host: Optional,
  operation: Optional,
  peer: Optional,
  span: Optional,
  start: Instant,
  durationUs: Micros,
  /** What none of its children covers. */
  selfTimeUs: Micros,
  onCriticalPath: z.boolean(),
  /** How long the flow waited for its own work. */
  criticalTimeUs: Micros,
  status: OptionalStatus,
  failed: z.boolean(),
  events: z.array(z.string()),
});
export type Hop = z.infer<typeof Hop>;

const flowFields = {
  id: z.string(),
  traceId: Optional,
  start: Instant,
  end: Instant,
  durationUs: Micros,
  rootService: z.string(),
  rootOperation: Optional,
  status: OptionalStatus,
  failed: z.boolean(),
  services: z.array(z.string()),
  lines: z.number(),
  droppedHops: z.number(),
  closed: z.boolean(),
};

export const FlowSummary = z.object({ ...flowFields, hopCount: z.number() });
export type FlowSummary = z.infer<typeof FlowSummary>;
/** `looked` tells how many flows were compared with a question of structure, `limitReached` that there are more to look at. */
export const FlowPage = pageOf(FlowSummary).extend({
  looked: z.number().nullish(),
  limitReached: z.boolean(),
});
export type FlowPage = z.infer<typeof FlowPage>;

export const Flow = z.object({ ...flowFields, hops: z.array(Hop), events: z.array(EcsDocument) });
export type Flow = z.infer<typeof Flow>;

export const ComparedHop = z.object({
  id: z.string(),
  service: z.string(),
  operation: Optional,
  vantage: Vantage,
  peer: Optional,
  evidence: Evidence,
  confidence: z.number(),
  durationUs: Micros,
  selfTimeUs: Micros,
  onCriticalPath: z.boolean(),
  status: OptionalStatus,
  failed: z.boolean(),
});
export type ComparedHop = z.infer<typeof ComparedHop>;

const OptionalHop = ComparedHop.nullish().transform((value) => value ?? undefined);
const OptionalFigure = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

export const ComparedRow = z.object({
  depth: z.number(),
  left: OptionalHop,
  right: OptionalHop,
  slowerUs: OptionalFigure,
  /** How much of that is the hop's own, not its children's. */
  selfSlowerUs: OptionalFigure,
  ratio: OptionalFigure,
  marks: z.array(z.string()),
});
export type ComparedRow = z.infer<typeof ComparedRow>;

export const FlowComparison = z.object({
  left: FlowSummary,
  right: FlowSummary,
  rows: z.array(ComparedRow),
});
export type FlowComparison = z.infer<typeof FlowComparison>;

export const MapNode = z.object({ service: z.string(), requests: z.number(), errors: z.number() });
export type MapNode = z.infer<typeof MapNode>;
export const MapEdge = z.object({
  caller: z.string(),
  callee: z.string(),
  calls: z.number(),
  errors: z.number(),
  p50Us: Micros,
  p95Us: Micros,
  p99Us: Micros,
});
export type MapEdge = z.infer<typeof MapEdge>;
export const ServiceMap = z.object({ nodes: z.array(MapNode), edges: z.array(MapEdge) });
export type ServiceMap = z.infer<typeof ServiceMap>;

export const Severity = z.enum(["low", "medium", "high", "critical"]);
export type Severity = z.infer<typeof Severity>;

export const AlertEvidence = z.object({
  event: z.string(),
  flow: Optional,
  source: z.string(),
  offset: z.number(),
});
export type AlertEvidence = z.infer<typeof AlertEvidence>;

const OptionalTexts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** What a risk is made of: `confidence`, `sensitivity` or `exposure`, from 0 to 1. */
export const RiskFactor = z.object({ name: z.string(), value: z.number(), reason: z.string() });
export type RiskFactor = z.infer<typeof RiskFactor>;

export const Alert = z.object({
  id: z.string(),
  rule: z.string(),
  ruleVersion: z.number(),
  severity: Severity,
  title: z.string(),
  time: Instant,
  windowStart: Instant,
  windowEnd: Instant,
  entity: z.record(z.string(), z.string()),
  expected: z.string(),
  seen: z.string(),
  technique: z.array(z.string()),
  evidence: z.array(AlertEvidence),
  count: z.number(),
  tags: OptionalTexts,
  /** From 0 to 100; undefined for one that was not scored, which then has no group either. */
  risk: OptionalFigure,
  riskFactors: z.array(RiskFactor),
  /** The id of the first alert of its cause. */
  group: Optional,
  /** How many alerts the cause has, as far as this one knows. */
  groupSize: OptionalFigure,
  /** Why nobody is to be told. */
  suppressed: Optional,
});
export type Alert = z.infer<typeof Alert>;
export const AlertPage = pageOf(Alert);
export type AlertPage = z.infer<typeof AlertPage>;

export const RuleCount = z.object({
  rule: z.string(),
  ruleVersion: z.number(),
  alerts: z.number(),
  suppressed: z.number(),
  last: Instant,
});
export type RuleCount = z.infer<typeof RuleCount>;
export const RuleCounts = z.object({ items: z.array(RuleCount), complete: z.boolean() });
export type RuleCounts = z.infer<typeof RuleCounts>;

export const EntityKind = z.enum(["service", "container", "image", "client"]);
export type EntityKind = z.infer<typeof EntityKind>;

export const RiskPart = z.object({
  alert: z.string(),
  rule: z.string(),
  title: z.string(),
  risk: z.number(),
});
export type RiskPart = z.infer<typeof RiskPart>;

/** What the alerts about one entity added up to at one time; from then on it halves with every half-life. */
export const EntityRisk = z.object({
  kind: EntityKind,
  name: z.string(),
  time: Instant,
  risk: z.number(),
  riskAtEnd: z.number(),
  halfLifeMs: z.number().positive(),
  alerts: z.number(),
  top: z.array(RiskPart),
});
export type EntityRisk = z.infer<typeof EntityRisk>;
export const Risks = z.object({ at: Instant, items: z.array(EntityRisk), complete: z.boolean() });
export type Risks = z.infer<typeof Risks>;

export const Clue = z.object({
  kind: z.string(),
  context: z.string(),
  score: z.number(),
  reason: z.string(),
  /** Ids of hops and lines. */
  records: z.array(z.string()),
});
export type Clue = z.infer<typeof Clue>;
export const Suspect = z.object({
  rank: z.number(),
  service: z.string(),
  instance: Optional,
  score: z.number(),
  reason: z.string(),
  evidence: z.array(Clue),
});
export type Suspect = z.infer<typeof Suspect>;
export const Suspects = z.object({
  from: Instant,
  to: Instant,
  baselineFrom: Instant,
  items: z.array(Suspect),
  flows: z.number(),
  lines: z.number(),
  baselineFlows: z.number(),
  baselineLines: z.number(),
  limitReached: z.boolean(),
});
export type Suspects = z.infer<typeof Suspects>;

/** A container as it was at one time. */
export const Container = z.object({
  key: z.string(),
  state: z.enum(["seen", "started", "ended", "removed"]),
  since: Instant,
  seen: Instant,
  host: z.string(),
  service: Optional,
  id: Optional,
  name: Optional,
  image: Optional,
  digest: Optional,
  privileges: z.array(z.string()),
  firstLog: Optional,
  lastLog: Optional,
  firstServed: Optional,
  lastServed: Optional,
  ended: Optional,
});
export type Container = z.infer<typeof Container>;
export const Containers = z.object({ at: Instant, items: z.array(Container), complete: z.boolean() });
export type Containers = z.infer<typeof Containers>;
export const ContainerHistory = z.object({ items: z.array(Container), complete: z.boolean() });
export type ContainerHistory = z.infer<typeof ContainerHistory>;

export const Image = z.object({
  image: Optional,
  digest: Optional,
  containers: z.number(),
  services: z.array(z.string()),
  hosts: z.array(z.string()),
  since: Instant,
  /** Undefined: not in the time that is looked at. */
  scanned: Optional,
  critical: OptionalFigure,
  criticalIds: z.array(z.string()),
});
export type Image = z.infer<typeof Image>;
export const Images = z.object({ at: Instant, items: z.array(Image), complete: z.boolean() });
export type Images = z.infer<typeof Images>;

export const RulePlace = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  reason: z.string(),
});
export type RulePlace = z.infer<typeof RulePlace>;
export const RuleOfFile = z.object({
  rule: z.string(),
  title: z.string(),
  kind: z.string(),
  level: Optional,
  version: z.string(),
  ruleVersion: z.number(),
  state: z.enum(["in-force", "refused", "replaced"]),
});
export type RuleOfFile = z.infer<typeof RuleOfFile>;
export const RuleFile = z.object({
  id: z.string(),
  origin: z.enum(["built-in", "file", "run-time"]),
  state: z.enum(["in-force", "refused"]),
  takesEffect: Optional,
  problems: z.array(RulePlace),
  rules: z.array(RuleOfFile),
});
export type RuleFile = z.infer<typeof RuleFile>;
export const Detector = z.object({
  rule: z.string(),
  family: z.string(),
  title: z.string(),
  confidence: OptionalFigure,
  technique: z.array(z.string()),
  tags: z.array(z.string()),
});
export type Detector = z.infer<typeof Detector>;
export const Rules = z.object({
  items: z.array(RuleFile),
  detectors: z.array(Detector),
  refused: z.number(),
});
export type Rules = z.infer<typeof Rules>;
