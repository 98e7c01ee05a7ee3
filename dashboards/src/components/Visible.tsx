import { Fragment } from "react";
import { visibleParts } from "../lib/visibleText";
import classes from "./Visible.module.css";

interface VisibleProps {
  readonly text: string;
}

/** Text of a log: never markup, and with what would deceive the eye shown as marked escapes. */
export function Visible({ text }: VisibleProps) {
  return visibleParts(text).map((part, index) =>
    part.escaped ? (
      <span key={index} className={classes.escape} title="A character that is not shown as it is">
        {part.text}
      </span>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}
