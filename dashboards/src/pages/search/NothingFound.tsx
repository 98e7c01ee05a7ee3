import { Link } from "@tanstack/react-router";
import type { LogQuery } from "../../api/queries";
import { Empty } from "../../components/States";
import { describe } from "../../lib/timeRange";
import { searchFor } from "./url";

interface NothingFoundProps {
  readonly query: LogQuery;
}

/** No line: most often the range is too short, or a word is in the wrong case or field. */
export function NothingFound({ query }: NothingFoundProps) {
  const where = describe(query);
  return (
    <Empty title="No line found">
      {query.q === "" ? "Nothing was logged" : "Nothing matches"} in the range “{where}”.
      <ul>
        <li>
          <Link to="/search" search={searchFor(query.q, { from: "now-24h", to: "now" })}>
            Look at the last 24 hours
          </Link>
        </li>
        {query.q === "" ? null : (
          <>
            <li>
              <Link to="/search" search={searchFor("", query)}>
                Show all lines of this range
              </Link>
            </li>
            <li>
              Values of fields are matched exactly, upper and lower case too; words of a message are not.
            </li>
          </>
        )}
      </ul>
    </Empty>
  );
}
