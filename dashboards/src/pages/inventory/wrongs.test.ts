import { describe, expect, it } from "vitest";
import { Container, Image } from "../../api/schemas";
import { imageOf, wrongsOf } from "./wrongs";

const DIGEST = `sha256:${"1".repeat(64)}`;

function container(told: object): Container {
  return Container.parse({
    key: "c:1",
    state: "started",
    since: "2026-11-22T10:00:00Z",
    seen: "2026-11-22T10:10:00Z",
    host: "node-1",
    image: `registry.example/orders:1@${DIGEST}`,
    digest: DIGEST,
    privileges: [],
    ...told,
  });
}

function image(told: object): Image {
  return Image.parse({
    image: "registry.example/orders:1",
    digest: DIGEST,
    containers: 1,
    services: [],
    hosts: [],
    since: "2026-11-22T10:00:00Z",
    scanned: "2026-11-22T09:00:00Z",
    critical: 0,
    criticalIds: [],
    ...told,
  });
}

const words = (wrongs: readonly { text: string }[]) => wrongs.map(({ text }) => text);

describe("what is wrong with a container", () => {
  it("is nothing where its image is pinned and scanned and it has no privileges", () => {
    expect(wrongsOf(container({}), image({}))).toEqual([]);
  });

  it("is told the worst first", () => {
    const risky = container({ privileges: ["all privileges"], state: "seen", image: "orders:1" });
    expect(words(wrongsOf(risky, image({ critical: 2, criticalIds: ["CVE-1", "CVE-2"] })))).toEqual([
      "all privileges",
      "2 critical",
      "not told of",
      "tag only",
    ]);
  });

  it("says when nobody knows the image or scanned it", () => {
    expect(words(wrongsOf(container({ image: null, digest: null }), image({ scanned: null })))).toEqual([
      "not scanned",
      "image unknown",
    ]);
  });
});

it("finds a container's image by its digest, and by its name where it has none", () => {
  const images = [image({ digest: null, image: "orders:1" }), image({})];
  expect(imageOf(container({ image: "renamed" }), images)).toBe(images[1]);
  expect(imageOf(container({ digest: null, image: "orders:1" }), images)).toBe(images[0]);
  expect(imageOf(container({ digest: "sha256:2" }), images)).toBeUndefined();
});
