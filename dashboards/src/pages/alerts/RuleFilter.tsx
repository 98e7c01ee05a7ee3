import classes from "./RuleFilter.module.css";

interface RuleFilterProps {
  /** The rules that are known here. */
  readonly rules: readonly string[];
  readonly rule: string | undefined;
  readonly onChange: (rule: string | undefined) => void;
}

export function RuleFilter({ rules, rule, onChange }: RuleFilterProps) {
  const options = rule === undefined || rules.includes(rule) ? rules : [rule, ...rules];
  return (
    <label className={classes.filter}>
      Rule
      <select
        value={rule ?? ""}
        onChange={(event) => {
          onChange(event.target.value === "" ? undefined : event.target.value);
        }}
      >
        <option value="">all</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
