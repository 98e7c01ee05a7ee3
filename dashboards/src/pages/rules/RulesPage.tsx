import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { alertCounts, rules as allRules } from "../../api/queries";
import type { RuleFile } from "../../api/schemas";
import { useRange } from "../../components/range";
import { Empty, Problem, Skeleton } from "../../components/States";
import { DataTable } from "../../components/table/DataTable";
import { TextBox } from "../../components/TextBox";
import { Visible } from "../../components/Visible";
import { plural, whole } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { COLUMN_CLASSES, COLUMNS } from "./columns";
import { hasText, type KnownRule, knownRules } from "./known";
import classes from "./Rules.module.css";
import { RulesParams } from "./url";

const route = getRouteApi("/rules");

/** Which rules there are, where they come from, and what each raised in the range. Changing them is the API's and the command's. */
export function RulesPage() {
  const { state, q } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const rules = useQuery(allRules());
  const counts = useQuery(alertCounts(range));
  const known = useMemo(
    () => (rules.data === undefined ? [] : knownRules(rules.data, counts.data)),
    [rules.data, counts.data],
  );
  const found = known.filter((rule) => (state === undefined || rule.state === state) && hasText(rule, q));
  const broken = rules.data?.items.filter((file) => file.problems.length > 0) ?? [];
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Rules</h1>
        <p className="soft number" role="status">
          {rules.data === undefined
            ? " "
            : found.length === known.length
              ? whole(known.length)
              : `${whole(found.length)} of ${whole(known.length)}`}
        </p>
        <label className={classes.filter}>
          State
          <select
            value={state ?? ""}
            onChange={({ target }) => {
              const chosen = RulesParams.parse({ state: target.value }).state;
              void navigate({ search: (previous) => ({ ...previous, state: chosen }) });
            }}
          >
            <option value="">all</option>
            <option value="in-force">in force</option>
            <option value="refused">refused</option>
            <option value="replaced">replaced</option>
          </select>
        </label>
        <TextBox
          key={q ?? ""}
          label="With"
          value={q ?? ""}
          placeholder="title, id, file, level, tag"
          onDone={(text) => {
            void navigate({ search: (previous) => ({ ...previous, q: text === "" ? undefined : text }) });
            return undefined;
          }}
        />
      </div>
      {[rules, counts].map(({ error, refetch }, index) =>
        error === null ? null : (
          <div key={index} className={classes.problem}>
            <Problem error={error} onRetry={() => void refetch()} />
          </div>
        ),
      )}
      {broken.length === 0 ? null : <Broken files={broken} />}
      <div className={`${classes.list} ${counts.isPlaceholderData ? classes.stale : ""}`}>
        {rules.isPending ? (
          <Skeleton rows={20} rowHeight={30} />
        ) : found.length > 0 ? (
          <DataTable<KnownRule>
            label="Rules"
            rows={found}
            columns={COLUMNS}
            columnClasses={COLUMN_CLASSES}
            idOf={(rule) => `${rule.file ?? ""} ${rule.rule}`}
            onOpen={({ rule }) => {
              void navigate({
                to: "/alerts",
                search: ({ from, to }) => ({ from, to, rule, suppressed: true as const }),
              });
            }}
            onEndInSight={nothing}
            footer={
              <div className={classes.end}>
                That is all: {plural(found.length, "rule")}. Which detectors are on is a setting of the jobs.
                {counts.data?.complete === false
                  ? " Alerts are counted for the 1,000 rules that raised the most."
                  : ""}
              </div>
            }
          />
        ) : rules.isError ? null : (
          <Empty title="No rule found">
            {q === undefined
              ? "No rule is in this state. Choose another."
              : `No rule has “${visibleLine(q)}” in what is known of it${state === undefined ? "" : " and is in this state"}. Take the text away.`}
          </Empty>
        )}
      </div>
    </div>
  );
}

function nothing() {
  return undefined;
}

/** Problems that are told at most. */
const MAX_PROBLEMS = 20;

/** Files that are not in force as they are written, and why. */
function Broken({ files }: { readonly files: readonly RuleFile[] }) {
  const problems = files.flatMap((file) => file.problems);
  return (
    <section className={classes.broken} aria-label="Problems of rule files">
      <h2>
        {plural(files.length, "file")} with {plural(problems.length, "problem")}
        {problems.length > MAX_PROBLEMS ? `, of which the first ${MAX_PROBLEMS}` : ""}
      </h2>
      <ul>
        {problems.slice(0, MAX_PROBLEMS).map(({ file, line, column, reason }) => (
          <li key={`${file} ${line} ${column} ${reason}`}>
            <span className="mono">
              <Visible text={`${file}:${line}:${column}`} />
            </span>{" "}
            <Visible text={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}
