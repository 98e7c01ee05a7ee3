import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import classes from "./Button.module.css";

interface ButtonProps extends Omit<AriaButtonProps, "className"> {
  readonly look?: "plain" | "primary" | "quiet";
  /** Only an icon inside: square, and an aria-label is needed. */
  readonly square?: boolean;
}

export function Button({ look = "plain", square = false, ...rest }: ButtonProps) {
  const names = [classes.button, classes[look], square ? classes.square : ""];
  return <AriaButton {...rest} className={names.join(" ")} />;
}
