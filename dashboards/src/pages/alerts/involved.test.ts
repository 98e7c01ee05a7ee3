import { expect, it } from "vitest";
import { Container } from "../../api/schemas";
import { involvedIn, isIt } from "./involved";
import { alertWith } from "./sample";

const ID = "0123456789abcdef0123";

const line = (at: string, more: object) => ({ "@timestamp": `2026-11-22T${at}Z`, ...more });

it("names each container of the lines once, as of its first line", () => {
  const found = involvedIn(alertWith({ entity: { "container.id": ID } }), [
    line("10:02:00", { "container.id": ID }),
    line("10:01:00", { "container.id": ID }),
    line("10:00:00", { "container.name": "web-1", "host.name": "n1" }),
    line("10:03:00", {}),
  ]);
  expect(found.map(({ search, at }) => [search, at])).toEqual([
    ["web-1", "2026-11-22T10:00:00Z"],
    ["0123456789ab", "2026-11-22T10:01:00Z"],
  ]);
});

it("takes what the alert itself names where no line is kept", () => {
  expect(involvedIn(alertWith({ entity: { "container.name": "web-1" } }), [])[0]?.at).toBe(
    "2026-11-22T10:01:00Z",
  );
  expect(involvedIn(alertWith(), [])).toEqual([]);
});

it("takes a container for it by the id, and by name and host without one", () => {
  const container = Container.parse({
    key: "c",
    state: "started",
    since: "2026-11-22T10:00:00Z",
    seen: "2026-11-22T10:00:00Z",
    host: "n1",
    id: "0123456789ab",
    name: "web-1",
    privileges: [],
  });
  const named = { key: "k", id: undefined, name: "web-1", host: "n1", image: undefined, at: "", search: "" };
  expect(isIt(container, { ...named, id: "0123456789ab" })).toBe(true);
  expect(isIt(container, { ...named, id: "ffff" })).toBe(false);
  expect(isIt(container, named)).toBe(true);
  expect(isIt(container, { ...named, host: "n2" })).toBe(false);
});
