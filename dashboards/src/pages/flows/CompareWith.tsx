import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { Button } from "../../components/Button";
import popover from "../../components/popover.module.css";
import classes from "./CompareWith.module.css";

interface CompareWithProps {
  readonly left: string;
}

/** Takes the id of another flow and goes to the page of both. */
export function CompareWith({ left }: CompareWithProps) {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const right = text.trim();
  return (
    <form
      className={classes.form}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        if (right !== "") void navigate({ to: "/flows/compare", search: { left, right } });
      }}
    >
      <TextField className={classes.field ?? ""} value={text} onChange={setText}>
        <Label>Compare with</Label>
        <Input
          className={`${popover.input} ${classes.id}`}
          placeholder="id of another flow"
          spellCheck={false}
          autoComplete="off"
        />
      </TextField>
      <Button type="submit" look="quiet">
        Compare
      </Button>
    </form>
  );
}
