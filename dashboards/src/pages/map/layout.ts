import ELK, { type ElkEdgeSection, type ElkExtendedEdge } from "elkjs/lib/elk-api.js";
// The worker is a file of its own: the policy allows no code that is made at run time.
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import type { ServiceMap } from "../../api/schemas";

/** Where everything on the map stands: callers left, callees right. */

export const NODE = { width: 176, height: 46 };
export const LABEL = { width: 62, height: 18 };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  /** From the caller's border to the callee's, bends included. */
  readonly points: readonly Point[];
  /** The label's middle. */
  readonly label: Point;
}

export interface Layout {
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, PlacedEdge>;
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "18",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.componentComponent": "48",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "18",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.edgeLabels.inline": "true",
  "elk.edgeLabels.placement": "CENTER",
};

let engine: InstanceType<typeof ELK> | undefined;

/** Starts the worker, which takes a moment, while the map is still on its way. */
export function prepare(): InstanceType<typeof ELK> {
  engine ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return engine;
}

export function edgeKey(caller: string, callee: string): string {
  return JSON.stringify([caller, callee]);
}

/** A text that is the same while the layout is: figures do not move anything. */
export function shapeOf(map: ServiceMap): string {
  const edges = map.edges.map((edge) => edgeKey(edge.caller, edge.callee)).sort();
  return JSON.stringify([servicesOf(map), edges]);
}

/** Every service, those included that only an edge names. */
export function servicesOf(map: ServiceMap): string[] {
  const named = map.edges.flatMap((edge) => [edge.caller, edge.callee]);
  return [...new Set([...map.nodes.map((node) => node.service), ...named])].sort();
}

export async function layOut(map: ServiceMap): Promise<Layout> {
  const placed = await prepare().layout({
    id: "map",
    layoutOptions: OPTIONS,
    children: servicesOf(map).map((service) => ({ id: service, ...NODE })),
    edges: map.edges.map((edge) => {
      const id = edgeKey(edge.caller, edge.callee);
      return {
        id,
        sources: [edge.caller],
        targets: [edge.callee],
        labels: [{ id: `${id} label`, text: "p95", ...LABEL }],
      };
    }),
  });
  return {
    nodes: new Map((placed.children ?? []).map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }])),
    edges: new Map(placed.edges.map((edge) => [edge.id, placedEdge(edge)])),
  };
}

function placedEdge(edge: ElkExtendedEdge): PlacedEdge {
  const points = (edge.sections ?? []).flatMap(pointsOf);
  const label = edge.labels?.[0];
  return {
    points,
    label: { x: (label?.x ?? 0) + LABEL.width / 2, y: (label?.y ?? 0) + LABEL.height / 2 },
  };
}

function pointsOf(section: ElkEdgeSection): Point[] {
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
}

const CORNER = 7;

/** An SVG path through the points, its corners rounded. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (after === undefined) {
      path += `L${point.x} ${point.y}`;
      return;
    }
    const into = towards(point, before, CORNER);
    const out = towards(point, after, CORNER);
    path += `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
  });
  return path;
}

/** The point on the way, at most half of the way. */
function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const part = Math.min(by, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
