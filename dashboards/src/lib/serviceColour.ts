/** How many service colours theme.css has; none is near red, as red means failure. */
const COLOURS = 16;

/** A service's colour: the same on every page and for everybody. */
export function serviceColour(service: string): string {
  return `var(--service-${hash(service) % COLOURS})`;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}
