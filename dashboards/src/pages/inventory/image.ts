/** What a reference of an image says, by the rules of Docker's references. */

export interface ImageReference {
  /** `docker.io` where none is named. */
  readonly registry: string;
  readonly repository: string;
  /** Undefined where none is named. */
  readonly tag: string | undefined;
  /** Whether it names a digest, which cannot be moved to another image. */
  readonly pinned: boolean;
}

/** What stands before the first slash is a registry if it has a dot or a port or is localhost: https://pkg.go.dev/github.com/distribution/reference */
export function readImage(reference: string): ImageReference {
  const [name = "", digest] = reference.split("@", 2);
  const slash = name.indexOf("/");
  const host = slash < 0 ? "" : name.slice(0, slash);
  const named = host === "localhost" || /[.:]/.test(host);
  const path = named ? name.slice(slash + 1) : name;
  const colon = path.lastIndexOf(":");
  const tagged = colon > path.lastIndexOf("/");
  return {
    registry: named ? host : "docker.io",
    repository: tagged ? path.slice(0, colon) : path,
    tag: tagged ? path.slice(colon + 1) : undefined,
    pinned: digest !== undefined,
  };
}

/** Enough of a digest to tell it from others. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 12);
}
