import { serviceColour } from "../lib/serviceColour";
import { Visible } from "./Visible";
import classes from "./Service.module.css";

interface ServiceProps {
  readonly name: string;
}

/** A service's name with its colour. */
export function Service({ name }: ServiceProps) {
  return (
    <span className={classes.service} title={name}>
      <span className={classes.dot} style={{ backgroundColor: serviceColour(name) }} />
      <span className={classes.name}>
        <Visible text={name} />
      </span>
    </span>
  );
}
