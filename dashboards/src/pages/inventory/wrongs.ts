import type { Container, Image } from "../../api/schemas";
import type { Tone } from "../../components/Chip";
import { plural } from "../../lib/format";
import { readImage } from "./image";

/** What is wrong with a container or an image, as far as the inventory tells. What its history tells is an alert's to say. */

export interface Wrong {
  readonly text: string;
  readonly meaning: string;
  readonly tone: Tone;
}

/** The worst first. */
export function wrongsOf(container: Container, image: Image | undefined): Wrong[] {
  const wrongs: Wrong[] = container.privileges.map((privilege) => ({
    text: privilege,
    meaning: "It may do more than an ordinary container",
    tone: "error",
  }));
  if (image !== undefined) wrongs.push(...vulnerabilitiesOf(image));
  if (container.state === "seen") {
    wrongs.push({
      text: "not told of",
      meaning: "It logs or serves, and no container engine told of it",
      tone: "warn",
    });
  }
  wrongs.push(...namingOf(container.image));
  return wrongs;
}

export function wrongsOfImage(image: Image): Wrong[] {
  return [...vulnerabilitiesOf(image), ...namingOf(image.image)];
}

function vulnerabilitiesOf(image: Image): Wrong[] {
  if (image.scanned === undefined) {
    return [{ text: "not scanned", meaning: "No scan of it is known of the last 30 days", tone: "warn" }];
  }
  const critical = image.critical ?? 0;
  if (critical === 0) return [];
  return [
    {
      text: `${critical} critical`,
      meaning: `${plural(critical, "critical vulnerability", "critical vulnerabilities")}: ${image.criticalIds.join(", ")}`,
      tone: "error",
    },
  ];
}

function namingOf(reference: string | undefined): Wrong[] {
  if (reference === undefined) {
    return [{ text: "image unknown", meaning: "No record told which image it runs", tone: "warn" }];
  }
  return readImage(reference).pinned
    ? []
    : [
        {
          text: "tag only",
          meaning: "It is named by a tag, which can be moved to another image",
          tone: "neutral",
        },
      ];
}

/** The image that a container runs, by digest and else by its name. */
export function imageOf(container: Container, images: readonly Image[]): Image | undefined {
  return images.find((image) =>
    container.digest === undefined
      ? image.digest === undefined && image.image === container.image
      : image.digest === container.digest,
  );
}

/** Whether an image has the text in what is known of it, in upper or lower case. */
export function hasText(image: Image, text: string | undefined): boolean {
  const wanted = (text ?? "").toLowerCase();
  return [image.image, image.digest, ...image.services, ...image.hosts, ...image.criticalIds].some((value) =>
    (value ?? "").toLowerCase().includes(wanted),
  );
}
