import { useQuery } from "@tanstack/react-query";
import { Field } from "../../api/ecs";
import { type LogQuery, topValues } from "../../api/queries";
import type { OnFilter } from "../../components/lines/LineDetails";
import { Visible } from "../../components/Visible";
import { compact } from "../../lib/format";
import { serviceColour } from "../../lib/serviceColour";
import { visibleLine } from "../../lib/visibleText";
import classes from "./Facets.module.css";

interface FacetsProps {
  readonly query: LogQuery;
  readonly onFilter: OnFilter;
}

const FACETS: readonly { field: string; label: string }[] = [
  { field: Field.level, label: "Level" },
  { field: Field.service, label: "Service" },
  { field: Field.host, label: "Host" },
];

/** The most frequent values of a few fields; a press narrows the query to one. */
export function Facets({ query, onFilter }: FacetsProps) {
  return (
    <aside className={classes.facets} aria-label="Most frequent values">
      {FACETS.map(({ field, label }) => (
        <Facet key={field} field={field} label={label} query={query} onFilter={onFilter} />
      ))}
    </aside>
  );
}

interface FacetProps extends FacetsProps {
  readonly field: string;
  readonly label: string;
}

const SHOWN = 12;

function Facet({ query, field, label, onFilter }: FacetProps) {
  const { data } = useQuery(topValues(query, field, SHOWN));
  const items = data?.items ?? [];
  const most = Math.max(1, ...items.map((item) => item.count));
  return (
    <section className={classes.facet}>
      <h2 title={field}>{label}</h2>
      {data !== undefined && items.length === 0 ? <p className={classes.none}>no value</p> : null}
      <ul>
        {items.map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              className={classes.value}
              title={`Only lines with ${field} ${visibleLine(value)}`}
              onClick={() => {
                onFilter(field, value, true);
              }}
            >
              <span className={classes.name}>
                <Visible text={value} />
              </span>
              <span className={classes.count}>{compact(count)}</span>
              <span
                className={classes.bar}
                style={{ width: `${(100 * count) / most}%`, backgroundColor: barColour(field, value) }}
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function barColour(field: string, value: string): string {
  if (field === Field.service) return serviceColour(value);
  return field === Field.level && (value === "ERROR" || value === "FATAL")
    ? "var(--error-fill)"
    : "var(--quiet-fill)";
}
