import { type SyntheticEvent, useState } from "react";
import { FieldError, Input, Label, TextField } from "react-aria-components";
import popover from "./popover.module.css";
import classes from "./TextBox.module.css";

interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** Takes what was typed when it is done; gives back what is wrong with it. */
  readonly onDone: (text: string) => string | undefined;
}

/** One line of text that counts when it is left or Enter is pressed. */
export function TextBox({ label, value, placeholder, onDone }: TextBoxProps) {
  const [text, setText] = useState(value);
  const [problem, setProblem] = useState<string>();
  const done = () => {
    if (text.trim() !== value) setProblem(onDone(text.trim()));
  };
  return (
    <form
      className={classes.box}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        done();
      }}
    >
      <TextField
        className={classes.field ?? ""}
        value={text}
        onChange={setText}
        onBlur={done}
        validationBehavior="aria"
        isInvalid={problem !== undefined}
      >
        <Label>{label}</Label>
        <Input className={popover.input ?? ""} placeholder={placeholder} spellCheck={false} />
        <FieldError className={classes.problem ?? ""}>{problem}</FieldError>
      </TextField>
    </form>
  );
}
