import { type SyntheticEvent, useState } from "react";
import { Input, Label, TextField, ToggleButton } from "react-aria-components";
import type { FlowQuery } from "../../api/queries";
import { Button } from "../../components/Button";
import buttonClasses from "../../components/Button.module.css";
import popover from "../../components/popover.module.css";
import { ServiceField } from "../../components/ServiceField";
import type { TimeRange } from "../../lib/timeRange";
import classes from "./FlowFilters.module.css";

type Filter = Pick<FlowQuery, "service" | "failed" | "minDurationMs">;

interface FlowFiltersProps {
  readonly range: TimeRange;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

/** Narrows the list. Services are proposed from what was logged in the range; any other name may be typed. */
export function FlowFilters({ range, filter, onChange }: FlowFiltersProps) {
  const [service, setService] = useState(filter.service ?? "");
  const [millis, setMillis] = useState(filter.minDurationMs?.toString() ?? "");
  const apply = (change: Partial<Filter>) => {
    onChange({ ...filter, ...change });
  };
  const applyService = (name: string) => {
    const wanted = name.trim() === "" ? undefined : name.trim();
    if (wanted !== filter.service) apply({ service: wanted });
  };
  const applyMillis = () => {
    const wanted = /^\d{1,8}$/.test(millis.trim()) ? Number(millis) : undefined;
    setMillis(wanted?.toString() ?? "");
    if (wanted !== filter.minDurationMs) apply({ minDurationMs: wanted });
  };
  const narrowed =
    filter.service !== undefined || filter.failed === true || filter.minDurationMs !== undefined;
  return (
    <form
      className={classes.filters}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        applyService(service);
        applyMillis();
      }}
    >
      <ServiceField range={range} value={service} onType={setService} onChoose={applyService} />
      <ToggleButton
        className={`${buttonClasses.button} ${buttonClasses.plain}`}
        isSelected={filter.failed === true}
        onChange={(only) => {
          apply({ failed: only ? true : undefined });
        }}
      >
        Only failed
      </ToggleButton>
      <TextField className={classes.field ?? ""} value={millis} onChange={setMillis} onBlur={applyMillis}>
        <Label>At least</Label>
        <Input className={`${popover.input} ${classes.millis}`} inputMode="numeric" placeholder="0" />
        <span className={classes.unit}>ms</span>
      </TextField>
      {narrowed ? (
        <Button
          look="quiet"
          onPress={() => {
            onChange({ service: undefined, failed: undefined, minDurationMs: undefined });
          }}
        >
          Clear filters
        </Button>
      ) : null}
      <button type="submit" className="visually-hidden" tabIndex={-1}>
        Apply
      </button>
    </form>
  );
}
