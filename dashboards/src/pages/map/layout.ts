import ELK, { type ElkEdgeSection, type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk-api.js";
// The worker is a file of its own: the policy allows no code that is made at run time.
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import type { ServiceMap } from "../../api/schemas";

/** Where everything on the map stands: callers left of whom they call, or above. */

export const NODE = { width: 186, height: 46 };
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
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, PlacedEdge>;
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "18",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.componentComponent": "48",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "18",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};

type Direction = "RIGHT" | "DOWN";

/** The label's text is drawn elsewhere: only its size matters here. */
const LABEL_SHAPE = {
  text: "p95",
  ...LABEL,
  layoutOptions: { "elk.edgeLabels.inline": "true", "elk.edgeLabels.placement": "CENTER" },
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

/** Lays the map out from left to right and from top to bottom, and takes what a screen shows larger. */
export async function layOut(map: ServiceMap): Promise<Layout> {
  const [across, down] = await Promise.all([layOutTowards(map, "RIGHT"), layOutTowards(map, "DOWN")]);
  return zoomOf(across) >= zoomOf(down) ? across : down;
}

async function layOutTowards(map: ServiceMap, direction: Direction): Promise<Layout> {
  const graph: ElkNode = {
    id: "map",
    layoutOptions: { ...OPTIONS, "elk.direction": direction },
    children: servicesOf(map).map((service) => ({ id: service, ...NODE })),
    edges: map.edges.map(({ caller, callee }) => {
      const id = edgeKey(caller, callee);
      return { id, sources: [caller], targets: [callee], labels: [{ id: `${id} label`, ...LABEL_SHAPE }] };
    }),
  };
  const placed = await prepare().layout(graph);
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    nodes: new Map((placed.children ?? []).map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }])),
    edges: new Map((placed.edges ?? []).map((edge) => [edge.id, placedEdge(edge)])),
  };
}

/** A usual window's room for the map, in pixels. */
const ROOM = { width: 1000, height: 720 };

/** How large the map can be shown as a whole; more than life size is no gain. */
function zoomOf({ width, height }: Layout): number {
  return Math.min(1, ROOM.width / width, ROOM.height / height);
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

/** An arrow's head at the end of a path, pointing where its last piece goes. */
export function arrowOf(points: readonly Point[], width: number): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return "";
  const half = 3 + width / 2;
  const length = Math.max(1, Math.hypot(tip.x - before.x, tip.y - before.y));
  const dx = (tip.x - before.x) / length;
  const dy = (tip.y - before.y) / length;
  const foot = { x: tip.x - 2 * half * dx, y: tip.y - 2 * half * dy };
  return `M${tip.x} ${tip.y}L${foot.x - half * dy} ${foot.y + half * dx}L${foot.x + half * dy} ${foot.y - half * dx}z`;
}
