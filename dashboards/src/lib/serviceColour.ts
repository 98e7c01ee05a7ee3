/** How many service colours theme.css has; none is near red, as red means failure. */
const COLOURS = 16;

/** Chosen so that the services of the demo's shop, and the usual names of others, have colours of their own. */
const BASIS = 0x811d012a;

/** A service's colour: the same on every page and for everybody. */
export function serviceColour(service: string): string {
  return `var(--service-${hash(service) % COLOURS})`;
}

/** FNV-1a, 32 bits, its upper bits stirred into the lower ones, which alone choose the colour. */
function hash(text: string): number {
  let value = BASIS;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
