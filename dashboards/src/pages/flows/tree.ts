import type { Hop } from "../../api/schemas";
import { microsOf } from "../../lib/format";

/** A flow's hops as a tree, in the order and with the lines in which a page draws it. */

export interface TreeRow {
  readonly hop: Hop;
  readonly depth: number;
  /** Microseconds from the beginning of the flow. */
  readonly offsetUs: number;
  readonly children: number;
  /** For each level above this one, of the nearest {@link MAX_INDENT}, whether a later hop of it follows further down. */
  readonly passing: readonly boolean[];
  /** Whether a later sibling follows. */
  readonly hasNext: boolean;
  readonly origin: Origin;
}

/** Levels deeper than this are drawn without further indentation. */
export const MAX_INDENT = 24;

/**
 * How the hop came to its place: the first without parent is where the flow begins; others without one are there because their
 * records belong to the flow, and nobody knows who called them. Some were called from another flow, which lost its id on the way.
 */
export type Origin = "beginning" | "known" | "concluded" | "elsewhere" | "parent-unknown";

/** All hops, parents before children, siblings by start. A parent that is missing, or a circle of parents, makes a root. */
export function rowsOf(hops: readonly Hop[], startUs: number): TreeRow[] {
  const byId = new Map(hops.map((hop) => [hop.id, hop]));
  const children = new Map<string, Hop[]>();
  const roots: Hop[] = [];
  for (const hop of hops) {
    const parent = hop.parent === undefined || closesCircle(hop, byId) ? undefined : byId.get(hop.parent);
    if (parent === undefined) roots.push(hop);
    else getOrAdd(children, parent.id).push(hop);
  }
  const rows: TreeRow[] = [];
  const first = roots.toSorted(byStart)[0];
  const stack = pending(roots, 0, []);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { hop, depth, passing, hasNext } = next;
    const below = children.get(hop.id) ?? [];
    rows.push({
      ...next,
      offsetUs: microsOf(hop.start) - startUs,
      children: below.length,
      origin: depth > 0 ? edgeOrigin(hop) : rootOrigin(hop, first, byId),
    });
    stack.push(...pending(below, depth + 1, depth === 0 ? [] : [...passing, hasNext].slice(-MAX_INDENT)));
  }
  return rows;
}

function rootOrigin(hop: Hop, first: Hop | undefined, byId: ReadonlyMap<string, Hop>): Origin {
  const inferred = hop.evidence === "link" || hop.evidence === "inference";
  if (inferred && hop.parent !== undefined && !byId.has(hop.parent)) return "elsewhere";
  return hop === first ? "beginning" : "parent-unknown";
}

function getOrAdd(lists: Map<string, Hop[]>, key: string): Hop[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const added: Hop[] = [];
  lists.set(key, added);
  return added;
}

type Pending = Pick<TreeRow, "hop" | "depth" | "passing" | "hasNext">;

/** The hops for a stack: the last one is the first to be taken. */
function pending(hops: readonly Hop[], depth: number, passing: readonly boolean[]): Pending[] {
  return hops
    .toSorted(byStart)
    .map((hop, index) => ({ hop, depth, passing, hasNext: index < hops.length - 1 }))
    .reverse();
}

function byStart(a: Hop, b: Hop): number {
  return microsOf(a.start) - microsOf(b.start) || (a.id < b.id ? -1 : 1);
}

function edgeOrigin(hop: Hop): Origin {
  return hop.evidence === "parent_span" ? "known" : "concluded";
}

/** Whether the way up from a hop comes back to it, and it is the one of the circle at which to break it: the earliest. */
function closesCircle(hop: Hop, byId: ReadonlyMap<string, Hop>): boolean {
  const circle: Hop[] = [];
  let at = hop.parent === undefined ? undefined : byId.get(hop.parent);
  while (at !== undefined && at !== hop && circle.length <= byId.size) {
    circle.push(at);
    at = at.parent === undefined ? undefined : byId.get(at.parent);
  }
  return at === hop && circle.every((other) => byStart(hop, other) < 0);
}

/** Where a reader most likely wants to look first: at the deepest hop that failed, else at the beginning. */
export function firstToShow(rows: readonly TreeRow[]): TreeRow | undefined {
  const [first = rows[0], ...others] = rows.filter((row) => row.hop.failed);
  return others.reduce((deepest, row) => (row.depth > (deepest?.depth ?? 0) ? row : deepest), first);
}

/** The rows that are left when what is below the closed hops is hidden. */
export function withoutClosed(rows: readonly TreeRow[], closed: ReadonlySet<string>): TreeRow[] {
  const shown: TreeRow[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = closed.has(row.hop.id) ? row.depth : Number.POSITIVE_INFINITY;
    shown.push(row);
  }
  return shown;
}

const STEPS = [1, 2, 5];
const WANTED_TICKS = 6;

/** Round times from 0 to the end at most, about six of them; both in microseconds. */
export function ticksOf(durationUs: number): number[] {
  if (durationUs <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(durationUs / WANTED_TICKS));
  const step = [...STEPS, 10].map((factor) => factor * power).find((us) => durationUs / us <= WANTED_TICKS);
  const stepUs = Math.max(1, step ?? 10 * power);
  return Array.from({ length: Math.floor(durationUs / stepUs) + 1 }, (_, index) => index * stepUs);
}
