import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ToggleButton } from "react-aria-components";
import { alertCounts, rules as allRules } from "../../api/queries";
import { Severity, type Rules } from "../../api/schemas";
import { Button } from "../../components/Button";
import buttonClasses from "../../components/Button.module.css";
import { ServiceField } from "../../components/ServiceField";
import { whole } from "../../lib/format";
import type { TimeRange } from "../../lib/timeRange";
import { visibleLine } from "../../lib/visibleText";
import classes from "./AlertFilters.module.css";
import { type AlertsParams, isNarrowed } from "./url";

type Filter = Pick<AlertsParams, "rule" | "minSeverity" | "service" | "group" | "suppressed">;

interface AlertFiltersProps {
  readonly range: TimeRange;
  readonly filter: Filter;
  readonly onChange: (change: Partial<Filter>) => void;
}

const NO_FILTER: Filter = {
  rule: undefined,
  minSeverity: undefined,
  service: undefined,
  group: undefined,
};

/** Narrows the list of alerts. */
export function AlertFilters({ range, filter, onChange }: AlertFiltersProps) {
  const [service, setService] = useState(filter.service ?? "");
  return (
    <div className={classes.filters}>
      <RuleFilter
        range={range}
        rule={filter.rule}
        withSuppressed={filter.suppressed === true}
        onChange={(rule) => {
          onChange({ rule });
        }}
      />
      <label className={classes.filter}>
        Severity
        <select
          value={filter.minSeverity ?? ""}
          onChange={({ target }) => {
            onChange({ minSeverity: Severity.safeParse(target.value).data });
          }}
        >
          <option value="">all</option>
          <option value="medium">medium and up</option>
          <option value="high">high and up</option>
          <option value="critical">critical</option>
        </select>
      </label>
      <ServiceField
        range={range}
        value={service}
        onType={setService}
        onChoose={(name) => {
          const wanted = name.trim() === "" ? undefined : name.trim();
          if (wanted !== filter.service) onChange({ service: wanted });
        }}
      />
      <ToggleButton
        className={`${buttonClasses.button} ${buttonClasses.plain}`}
        isSelected={filter.suppressed === true}
        onChange={(too) => {
          onChange({ suppressed: too ? true : undefined });
        }}
      >
        Suppressed too
      </ToggleButton>
      {isNarrowed(filter) ? (
        <Button
          look="quiet"
          onPress={() => {
            onChange(NO_FILTER);
          }}
        >
          {filter.group === undefined ? "Clear filters" : "Show all causes"}
        </Button>
      ) : null}
    </div>
  );
}

interface RuleFilterProps {
  readonly range: TimeRange;
  readonly rule: string | undefined;
  readonly withSuppressed: boolean;
  readonly onChange: (rule: string | undefined) => void;
}

/** The rules that raised something in the range, that with the most first. */
function RuleFilter({ range, rule, withSuppressed, onChange }: RuleFilterProps) {
  const counts = (useQuery(alertCounts(range)).data?.items ?? [])
    .map((count) => ({ ...count, shown: count.alerts - (withSuppressed ? 0 : count.suppressed) }))
    .filter(({ shown }) => shown > 0);
  const titles = titlesOf(useQuery(allRules()).data);
  const isCounted = rule === undefined || counts.some((count) => count.rule === rule);
  return (
    <label className={classes.filter}>
      Rule
      <select
        value={rule ?? ""}
        onChange={({ target }) => {
          onChange(target.value === "" ? undefined : target.value);
        }}
      >
        <option value="">all</option>
        {isCounted ? null : <option value={rule}>{visibleLine(titles.get(rule) ?? rule)}</option>}
        {counts.map((count) => (
          <option key={count.rule} value={count.rule}>
            {visibleLine(titles.get(count.rule) ?? count.rule)} ({whole(count.shown)})
          </option>
        ))}
      </select>
    </label>
  );
}

/** Titles of rules that are text: their names are ids that nobody can read. */
function titlesOf(rules: Rules | undefined): Map<string, string> {
  return new Map((rules?.items ?? []).flatMap((file) => file.rules).map(({ rule, title }) => [rule, title]));
}
