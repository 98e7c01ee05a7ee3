import { describe, expect, it } from "vitest";
import { readImage, shortDigest } from "./image";

describe("an image's reference", () => {
  it.each([
    ["shop/orders:1.4.2", "docker.io", "shop/orders", "1.4.2", false],
    ["nginx", "docker.io", "nginx", undefined, false],
    ["registry.example/pay", "registry.example", "pay", undefined, false],
    ["localhost:5000/a/b:2", "localhost:5000", "a/b", "2", false],
    ["localhost/a", "localhost", "a", undefined, false],
    [`ghcr.io/a/b:1@sha256:${"0".repeat(64)}`, "ghcr.io", "a/b", "1", true],
    ["", "docker.io", "", undefined, false],
  ])("%s is read", (reference, registry, repository, tag, pinned) => {
    expect(readImage(reference)).toEqual({ registry, repository, tag, pinned });
  });

  it("has a short form of its digest", () => {
    expect(shortDigest(`sha256:${"ab".repeat(32)}`)).toBe("abababababab");
  });
});
