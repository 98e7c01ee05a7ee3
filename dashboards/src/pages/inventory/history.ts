import type { Container } from "../../api/schemas";

/** What became of a container from one state to the next. */

/** What is told of a state against the one before it; of the first, nothing. */
export function changesOf(now: Container, before: Container | undefined): string[] {
  if (before === undefined) return [];
  const changes = [
    changed("image", before.image, now.image),
    changed("digest", before.digest, now.digest),
    changed("host", before.host, now.host),
    changed("service", before.service, now.service),
    changed("name", before.name, now.name),
    ...now.privileges
      .filter((privilege) => !before.privileges.includes(privilege))
      .map((privilege) => `gained ${privilege}`),
    ...before.privileges
      .filter((privilege) => !now.privileges.includes(privilege))
      .map((privilege) => `lost ${privilege}`),
  ];
  return changes.filter((change) => change !== undefined);
}

function changed(what: string, before: string | undefined, now: string | undefined): string | undefined {
  if (before === now) return undefined;
  return before === undefined ? `${what} became known` : `${what} was ${before}`;
}

/** The state that held at an instant, of states the latest first; the earliest where it was before all of them. */
export function stateAt(states: readonly Container[], atMs: number): Container | undefined {
  return states.find(({ since }) => Date.parse(since) <= atMs) ?? states.at(-1);
}

const ACTIONS: Record<Container["state"], string> = {
  seen: "seen in records, no engine told of it",
  started: "started",
  ended: "ended",
  removed: "removed",
};

export function actionOf({ state }: Container): string {
  return ACTIONS[state];
}
