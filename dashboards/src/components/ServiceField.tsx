import { useQuery } from "@tanstack/react-query";
import { ComboBox, Group, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { Field } from "../api/ecs";
import { topValues } from "../api/queries";
import type { TimeRange } from "../lib/timeRange";
import { Button } from "./Button";
import { DownIcon } from "./icons";
import popover from "./popover.module.css";
import { Service } from "./Service";
import classes from "./ServiceField.module.css";

interface ServiceFieldProps {
  readonly range: TimeRange;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly onChoose: (name: string) => void;
}

/** A service, proposed from what was logged in the range; any other name may be typed. */
export function ServiceField({ range, value, onType, onChoose }: ServiceFieldProps) {
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
