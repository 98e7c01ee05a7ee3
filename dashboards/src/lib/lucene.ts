/** Pieces of the query language, put together so that any value of a field can be asked for. */

/** A clause that matches a field's value exactly. */
export function clause(field: string, value: string): string {
  return `${escapeTerm(field)}:"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** The query narrowed to a value of a field, or to anything but it. */
export function withClause(query: string, field: string, value: string, wanted: boolean): string {
  const added = wanted ? clause(field, value) : `NOT ${clause(field, value)}`;
  const current = query.trim();
  if (current === "") return added;
  if (partsOf(current).includes(added)) return current;
  const base = bindsLoosely(current) ? `(${current})` : current;
  return `${base} AND ${added}`;
}

/** All the clauses, together. */
export function allOf(clauses: readonly string[]): string {
  return clauses.join(" AND ");
}

function escapeTerm(text: string): string {
  return text.replaceAll(/[+\-&|!(){}[\]^"~*?:\\/\s]/g, "\\$&");
}

function partsOf(query: string): string[] {
  return topLevel(query).split("\0AND\0");
}

/** Whether the query has words side by side or an OR outside of quotes and brackets, which an AND behind it would tear apart. */
function bindsLoosely(query: string): boolean {
  return topLevel(query)
    .split("\0AND\0")
    .some((part) => part.replace(/^NOT\0/, "").includes("\0"));
}

/** The query with every blank outside of quotes and brackets as NUL. */
function topLevel(query: string): string {
  let depth = 0;
  let quoted = false;
  let result = "";
  for (let at = 0; at < query.length; at++) {
    const character = query.charAt(at);
    if (character === "\\") {
      result += character + query.charAt(++at);
      continue;
    }
    if (character === '"') quoted = !quoted;
    if (!quoted && "([{".includes(character)) depth++;
    if (!quoted && ")]}".includes(character)) depth--;
    const blank = !quoted && depth === 0 && /\s/.test(character);
    if (!blank) result += character;
    else if (!result.endsWith("\0")) result += "\0";
  }
  return result;
}
