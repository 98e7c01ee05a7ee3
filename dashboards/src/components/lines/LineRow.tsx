import { Link } from "@tanstack/react-router";
import { Field, textOf } from "../../api/ecs";
import type { EcsDocument } from "../../api/schemas";
import { clockTime, day } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { ChevronIcon, FlowIcon } from "../icons";
import { Level } from "../Level";
import { Service } from "../Service";
import classes from "./lines.module.css";

interface LineRowProps {
  readonly line: EcsDocument;
  readonly index: number;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly withDay: boolean;
  readonly withFlow: boolean;
  readonly onToggle: () => void;
}

export const ROW_HEIGHT = 26;

/** More of a message than fits into a row of any screen. */
const MAX_SHOWN = 600;

export function LineRow({ line, index, isOpen, isActive, withDay, withFlow, onToggle }: LineRowProps) {
  const time = textOf(line, Field.time) ?? "";
  const level = textOf(line, Field.level);
  const flow = withFlow ? textOf(line, Field.flow) : undefined;
  const bad = level === "ERROR" || level === "FATAL";
  return (
    <div className={`${classes.row} ${bad ? classes.bad : ""} ${isOpen ? classes.open : ""}`}>
      <button
        type="button"
        className={classes.main}
        aria-expanded={isOpen}
        data-row={index}
        tabIndex={isActive ? 0 : -1}
        onClick={onToggle}
      >
        <span className={classes.chevron}>
          <ChevronIcon size={12} />
        </span>
        <time className={classes.time} dateTime={time} title={time}>
          {withDay ? `${day(time)} ` : ""}
          {clockTime(time)}
        </time>
        <span className={classes.level}>
          <Level level={level} />
        </span>
        <span className={classes.service}>
          <Service name={textOf(line, Field.service) ?? "unknown"} />
        </span>
        <span className={classes.message}>
          {visibleLine((textOf(line, Field.message) ?? "").slice(0, MAX_SHOWN))}
        </span>
      </button>
      {flow === undefined ? (
        <span className={classes.noFlow} />
      ) : (
        <Link
          to="/flows/$flowId"
          params={{ flowId: flow }}
          search={{ event: textOf(line, Field.id) }}
          className={classes.flow}
          aria-label="Open the flow of this line"
          title="Open the flow of this line"
          tabIndex={-1}
        >
          <FlowIcon size={14} />
        </Link>
      )}
    </div>
  );
}
