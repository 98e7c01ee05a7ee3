import { type SyntheticEvent, useState } from "react";
import { Dialog, DialogTrigger, FieldError, Input, Label, Popover, TextField } from "react-aria-components";
import { describe, endText, PRESETS, problemOf, readTyped, type TimeRange } from "../lib/timeRange";
import { Button } from "./Button";
import { ClockIcon, DownIcon } from "./icons";
import popover from "./popover.module.css";
import { useRange, useSetRange } from "./range";
import classes from "./TimeRangePicker.module.css";

/** Chooses the range: one of the usual ones, or two ends typed in local time or relative to now. */
export function TimeRangePicker() {
  const range = useRange();
  const setRange = useSetRange();
  const [open, setOpen] = useState(false);
  const choose = (chosen: TimeRange) => {
    setOpen(false);
    setRange(chosen);
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button aria-label={`Time range: ${describe(range)}`}>
        <ClockIcon size={14} />
        <span className="number">{describe(range)}</span>
        <DownIcon size={12} />
      </Button>
      <Popover className={popover.popover ?? ""} placement="bottom end">
        <Dialog className={classes.dialog ?? ""} aria-label="Time range">
          <ul className={classes.presets}>
            {PRESETS.map((preset) => (
              <li key={preset.from}>
                <button
                  type="button"
                  className={classes.preset}
                  aria-current={range.to === "now" && range.from === preset.from}
                  onClick={() => {
                    choose({ from: preset.from, to: "now" });
                  }}
                >
                  {preset.label}
                </button>
              </li>
            ))}
          </ul>
          <Exact range={range} onChoose={choose} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ExactProps {
  readonly range: TimeRange;
  readonly onChoose: (range: TimeRange) => void;
}

function Exact({ range, onChoose }: ExactProps) {
  const [from, setFrom] = useState(() => endText(range.from));
  const [to, setTo] = useState(() => endText(range.to));
  const [problem, setProblem] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const typed = { from: readTyped(from) ?? from, to: readTyped(to) ?? to };
    const found = problemOf(typed, Date.now());
    setProblem(found);
    if (found === undefined) onChoose(typed);
  };
  return (
    <form className={classes.exact} onSubmit={submit}>
      <EndField label="From" value={from} onChange={setFrom} problem={problem} />
      <EndField label="To" value={to} onChange={setTo} problem={undefined} />
      <p className={classes.hint}>
        Local time such as <code>2026-11-22 14:30</code>, an ISO instant, or <code>now-2h</code> (s, m, h, d,
        w).
      </p>
      <Button type="submit" look="primary">
        Apply
      </Button>
    </form>
  );
}

interface EndFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | undefined;
}

function EndField({ label, value, onChange, problem }: EndFieldProps) {
  return (
    <TextField
      className={classes.field ?? ""}
      value={value}
      onChange={onChange}
      validationBehavior="aria"
      isInvalid={problem !== undefined}
    >
      <Label>{label}</Label>
      <Input className={popover.input ?? ""} spellCheck={false} />
      <FieldError className={classes.problem ?? ""}>{problem}</FieldError>
    </TextField>
  );
}
