import { type SyntheticEvent, useState } from "react";
import { Input, Label, Text, TextField } from "react-aria-components";
import { Button } from "../../components/Button";
import popover from "../../components/popover.module.css";
import classes from "./StructureBox.module.css";

interface StructureBoxProps {
  readonly where: string | undefined;
  readonly onAsk: (where: string | undefined) => void;
}

/** As many as the API takes. */
const MAX_LENGTH = 1_000;

const CONDITIONS = ["A reaches B without C", "calls A -> B", "service:A", "error", "duration>500ms"];

/** Where a question about the way of requests is typed. */
export function StructureBox({ where, onAsk }: StructureBoxProps) {
  const [text, setText] = useState(where ?? "");
  return (
    <form
      className={classes.form}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        onAsk(text.trim() === "" ? undefined : text.trim());
      }}
    >
      <TextField className={classes.field ?? ""} value={text} onChange={setText} maxLength={MAX_LENGTH}>
        <Label>Structure</Label>
        <Input
          className={`${popover.input} ${classes.question}`}
          placeholder="gateway reaches payments without orders and duration>500ms"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
        />
        <Button type="submit">Find</Button>
        {where === undefined ? null : (
          <Button
            look="quiet"
            onPress={() => {
              onAsk(undefined);
            }}
          >
            Clear structure
          </Button>
        )}
        <Text slot="description" className={classes.help ?? ""}>
          {CONDITIONS.map((condition) => (
            <code key={condition}>{condition}</code>
          ))}
          joined by and, or, not and brackets; duration, services, hops, depth and inferred (share of edges)
          {" take > >= < <= ="}
        </Text>
      </TextField>
    </form>
  );
}
