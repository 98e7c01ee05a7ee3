import { Link } from "@tanstack/react-router";
import { Field } from "../../api/ecs";
import type { Alert } from "../../api/schemas";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { clause } from "../../lib/lucene";
import { around, type TimeRange } from "../../lib/timeRange";
import { flowsThrough } from "../flows/url";
import { searchFor } from "../search/url";
import classes from "./Entity.module.css";
import { instantsOf, MARGIN_MS } from "./evidence";

/** What the alert is about, with ways to everything else about it at that time. */
export function Entity({ alert }: { readonly alert: Alert }) {
  const range = around(instantsOf(alert), MARGIN_MS);
  const fields = Object.entries(alert.entity).sort(([a], [b]) => (a < b ? -1 : 1));
  if (fields.length === 0) return null;
  return (
    <section className={classes.entity}>
      <h3>About</h3>
      <table>
        <tbody>
          {fields.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">
                <Visible text={name} />
              </th>
              <td>{isService(name) ? <Service name={value} /> : <Visible text={value} />}</td>
              <td className={classes.ways}>
                <Ways name={name} value={value} range={range} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface WaysProps {
  readonly name: string;
  readonly value: string;
  readonly range: TimeRange;
}

function Ways({ name, value, range }: WaysProps) {
  if (isService(name)) {
    return (
      <>
        <Link to="/search" search={searchFor(clause(Field.service, value), range)}>
          lines
        </Link>
        <Link to="/flows" search={flowsThrough(value, range)}>
          flows
        </Link>
        <Link to="/map" search={{ service: value, ...range }}>
          map
        </Link>
      </>
    );
  }
  // Names with a dot are fields of the lines; others are the detector's own words.
  return name.includes(".") && name !== "url.template" ? (
    <Link to="/search" search={searchFor(clause(name, value), range)}>
      lines
    </Link>
  ) : null;
}

/** The other end of a call is a service too. */
function isService(name: string): boolean {
  return name === "service.name" || name === "peer" || name === "caller" || name === "callee";
}
