import { widthOf } from "./weights";
import classes from "./MapLegend.module.css";

const WIDTHS = [10, 1_000, 100_000];
const COLOURS = [
  { colour: "var(--quiet-fill)", means: "hardly any errors" },
  { colour: "var(--warn)", means: "from 0.1%" },
  { colour: "var(--error-fill)", means: "from 5%" },
];

/** What width, colour and figure of an edge mean. */
export function MapLegend() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {WIDTHS.map((calls) => (
        <li key={calls}>
          <Sample width={widthOf(calls)} colour="var(--quiet-fill)" />
          {calls.toLocaleString("en-GB")} calls
        </li>
      ))}
      {COLOURS.map(({ colour, means }) => (
        <li key={means}>
          <Sample width={3} colour={colour} />
          {means}
        </li>
      ))}
      <li>Figures: 95% of the calls took no longer</li>
    </ul>
  );
}

function Sample({ width, colour }: { readonly width: number; readonly colour: string }) {
  return (
    <svg aria-hidden="true" width="22" height="10">
      <path d="M0 5H22" stroke={colour} strokeWidth={width} />
    </svg>
  );
}
