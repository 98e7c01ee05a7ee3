import { Link } from "@tanstack/react-router";
import { Chip, type Tone } from "../../components/Chip";
import type { Column } from "../../components/table/DataTable";
import { Visible } from "../../components/Visible";
import { dayAndMinute, whole } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { TagList } from "../alerts/TagList";
import { tagsOf } from "../alerts/tags";
import type { KnownRule } from "./known";
import classes from "./Rules.module.css";

export const COLUMN_CLASSES = {
  rule: classes.ruleColumn,
  origin: classes.originColumn,
  level: classes.levelColumn,
  version: classes.versionColumn,
  state: classes.stateColumn,
  tags: classes.tagsColumn,
  alerts: classes.figureColumn,
  last: classes.lastColumn,
};

const LEVELS: Record<string, Tone | undefined> = {
  critical: "error",
  high: "warn",
  medium: "info",
};

const STATES: Record<KnownRule["state"], { readonly words: string; readonly tone: Tone }> = {
  "in-force": { words: "in force", tone: "ok" },
  refused: { words: "refused", tone: "error" },
  replaced: { words: "replaced", tone: "neutral" },
};

const MAX_TAGS = 2;

export const COLUMNS: Column<KnownRule>[] = [
  {
    id: "title",
    header: "Rule",
    cell: ({ row: { original: rule } }) => (
      <span title={rule.title}>
        <Visible text={rule.title} />
      </span>
    ),
  },
  {
    id: "rule",
    header: "Named",
    cell: ({ row: { original: rule } }) => (
      <span className="mono soft" title={rule.rule}>
        <Visible text={rule.rule} />
      </span>
    ),
  },
  {
    id: "origin",
    header: "Comes from",
    cell: ({ row: { original: rule } }) => (
      <span title={rule.file}>
        <Visible text={rule.origin} /> <span className="soft">{visibleLine(rule.kind)}</span>
      </span>
    ),
  },
  {
    id: "level",
    header: "Level",
    cell: ({ row: { original: rule } }) =>
      rule.level === undefined ? (
        <span className="soft">as found</span>
      ) : (
        <Chip tone={LEVELS[rule.level] ?? "neutral"}>{visibleLine(rule.level)}</Chip>
      ),
  },
  {
    id: "version",
    header: "Version",
    cell: ({ row: { original: rule } }) =>
      rule.version === undefined ? (
        <span title="A detector's alerts tell its version; it raised none">–</span>
      ) : (
        <span className="mono">
          <Visible text={rule.version} />
        </span>
      ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ row: { original: rule } }) =>
      rule.file === undefined ? (
        <Chip title="Whether it is on is a setting of the jobs, which nobody else knows">by setting</Chip>
      ) : (
        <Chip tone={STATES[rule.state].tone}>{STATES[rule.state].words}</Chip>
      ),
  },
  {
    id: "tags",
    header: "Tags",
    cell: ({ row }) => (
      <span className={classes.tags}>
        <TagList tags={tagsOf(row.original.tags)} max={MAX_TAGS} />
      </span>
    ),
  },
  {
    id: "alerts",
    header: "Alerts",
    cell: ({ row: { original: rule } }) =>
      rule.alerts === 0 ? (
        <span className="soft">0</span>
      ) : (
        <Link
          to="/alerts"
          search={({ from, to }) => ({ from, to, rule: rule.rule, suppressed: true as const })}
          title={
            rule.suppressed === 0 ? "None of them suppressed" : `${whole(rule.suppressed)} of them suppressed`
          }
          tabIndex={-1}
        >
          {whole(rule.alerts)}
        </Link>
      ),
  },
  {
    id: "last",
    header: "Last",
    cell: ({ row: { original: rule } }) =>
      rule.last === undefined ? (
        ""
      ) : (
        <time dateTime={rule.last} title={rule.last}>
          {dayAndMinute(rule.last)}
        </time>
      ),
  },
];
