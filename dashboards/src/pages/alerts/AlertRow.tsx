import { Link } from "@tanstack/react-router";
import type { Alert } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { ChevronIcon } from "../../components/icons";
import { Risk } from "../../components/Risk";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { clockTime, day, plural, whole } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import classes from "./AlertList.module.css";
import type { Fold, Row } from "./fold";
import { Severity } from "./Severity";
import { TagList } from "./TagList";
import { tagsOf } from "./tags";

interface AlertRowProps {
  readonly row: Row;
  readonly index: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onActive: (index: number) => void;
  readonly onToggle: (key: string) => void;
}

/** Tags that fit beside a service's name. */
const MAX_TAGS = 2;

export function AlertRow({
  row: { alert, fold },
  index,
  isActive,
  isOpen,
  onActive,
  onToggle,
}: AlertRowProps) {
  return (
    <>
      <Link
        to="/alerts/$alertId"
        params={{ alertId: alert.id }}
        search={(previous) => previous}
        className={`${classes.link} ${classes[alert.severity]} ${fold === undefined ? classes.member : ""}`}
        data-row={index}
        tabIndex={isActive ? 0 : -1}
        onClick={() => {
          onActive(index);
        }}
      >
        <span className={classes.head}>
          {alert.risk === undefined ? null : <Risk risk={alert.risk} />}
          <span className={classes.title}>
            <Visible text={alert.title} />
          </span>
        </span>
        <span className={classes.facts}>
          <Severity severity={alert.severity} />
          <time dateTime={alert.time} title={alert.time}>
            {day(alert.time)} {clockTime(alert.time).slice(0, 8)}
          </time>
          <span className={classes.rule}>{visibleLine(alert.rule)}</span>
          {alert.suppressed === undefined ? (
            <span className={classes.count} title={plural(alert.count, "observation")}>
              {whole(alert.count)}×
            </span>
          ) : (
            <span className={classes.count}>
              <Chip dashed>suppressed</Chip>
            </span>
          )}
        </span>
        {fold === undefined ? null : <About alert={alert} />}
      </Link>
      {fold === undefined || fold.size < 2 ? null : (
        <OtherAlerts fold={fold} isActive={isActive} isOpen={isOpen} onToggle={onToggle} />
      )}
    </>
  );
}

function About({ alert }: { readonly alert: Alert }) {
  const service = alert.entity["service.name"];
  return (
    <span className={classes.about}>
      {service === undefined ? null : <Service name={service} />}
      <TagList tags={tagsOf(alert)} max={MAX_TAGS} />
    </span>
  );
}

interface OtherAlertsProps {
  readonly fold: Fold;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onToggle: (key: string) => void;
}

/** Opens the others where the list holds any; of a cause whose others it does not hold, leads to all of them. */
function OtherAlerts({ fold, isActive, isOpen, onToggle }: OtherAlertsProps) {
  const tabIndex = isActive ? 0 : -1;
  if (fold.others.length === 0) {
    return (
      <Link
        to="/alerts"
        search={(previous) => ({ ...previous, group: fold.key })}
        className={classes.group}
        tabIndex={tabIndex}
      >
        {plural(fold.size, "alert")} of one cause
      </Link>
    );
  }
  return (
    <button
      type="button"
      className={classes.group}
      aria-expanded={isOpen}
      tabIndex={tabIndex}
      onClick={() => {
        onToggle(fold.key);
      }}
    >
      <ChevronIcon size={12} />
      {plural(fold.size, "alert")} of one cause
    </button>
  );
}
