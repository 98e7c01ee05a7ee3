import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import {
  ComboBox,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  TextField,
  ToggleButton,
} from "react-aria-components";
import { Field } from "../../api/ecs";
import { type FlowQuery, topValues } from "../../api/queries";
import { Button } from "../../components/Button";
import buttonClasses from "../../components/Button.module.css";
import { DownIcon } from "../../components/icons";
import popover from "../../components/popover.module.css";
import { Service } from "../../components/Service";
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

interface ServiceFieldProps {
  readonly range: TimeRange;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly onChoose: (name: string) => void;
}

function ServiceField({ range, value, onType, onChoose }: ServiceFieldProps) {
  const { data } = useQuery(topValues({ q: "", ...range }, Field.service, 100));
  const known = (data?.items ?? []).map((item) => ({ id: item.value }));
  const typed = value.toLowerCase();
  return (
    <ComboBox
      className={classes.field ?? ""}
      allowsCustomValue
      menuTrigger="focus"
      inputValue={value}
      items={known.filter((service) => service.id.toLowerCase().includes(typed))}
      onInputChange={onType}
      onChange={(key) => {
        if (key !== null) onChoose(String(key));
      }}
      onBlur={() => {
        onChoose(value);
      }}
    >
      <Label>Service</Label>
      <Group className={classes.combo ?? ""}>
        <Input className={popover.input ?? ""} placeholder="any" spellCheck={false} />
        <Button look="quiet" square>
          <DownIcon size={12} />
        </Button>
      </Group>
      <Popover className={`${popover.popover} ${classes.list}`}>
        <ListBox<{ id: string }>>
          {(service) => (
            <ListBoxItem className={classes.item ?? ""} textValue={service.id}>
              <Service name={service.id} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
