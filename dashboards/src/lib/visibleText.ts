/** Text from logs, made harmless to the eye: what would move the cursor or turn the line around is shown as an escape. */

export interface TextPart {
  readonly text: string;
  /** True where the text stands for a character that must not reach the screen. */
  readonly escaped: boolean;
}

/**
 * Controls (tab and line feed are kept), bidirectional and invisible formatting (ZWJ and ZWNJ are kept: scripts and emoji need them),
 * line separators, tags, and halves of surrogate pairs.
 */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- controls are what this looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/u;

/** The text in pieces, so that a page can mark the escapes: otherwise a log that says `\x1b` looks like one that holds it. */
export function visibleParts(text: string): TextPart[] {
  if (!HIDDEN.test(text)) return text === "" ? [] : [{ text, escaped: false }];
  const parts: TextPart[] = [];
  let plain = "";
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== "") parts.push({ text: plain, escaped: false });
    plain = "";
    parts.push({ text: escapeOf(character), escaped: true });
  }
  if (plain !== "") parts.push({ text: plain, escaped: false });
  return parts;
}

export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join("");
}

/** One line of text: line feeds and tabs too are shown as escapes. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\r") return "\\r";
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 1)}}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
