import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { EntityRisk } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { ChevronIcon } from "../../components/icons";
import { Risk } from "../../components/Risk";
import { Service } from "../../components/Service";
import { Visible } from "../../components/Visible";
import { plural } from "../../lib/format";
import type { TimeRange } from "../../lib/timeRange";
import { RiskParts } from "./RiskParts";
import { Sparkline } from "./Sparkline";
import classes from "./Risks.module.css";

interface EntityRowProps {
  readonly entity: EntityRisk;
  readonly range: TimeRange;
  readonly at: string;
}

/** One entity; below it, when it is opened, the alerts behind its risk. */
export function EntityRow({ entity, range, at }: EntityRowProps) {
  const [isOpen, setOpen] = useState(false);
  const parts = useId();
  return (
    <li className={classes.entity}>
      <div className={classes.main}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={parts}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <span className={classes.chevron}>
            <ChevronIcon size={12} />
          </span>
          <span className={classes.figure}>
            <Risk risk={entity.riskAtEnd} />
          </span>
          <span className={classes.kindOf}>
            <Chip>{entity.kind}</Chip>
          </span>
          <span className={classes.name} title={entity.name}>
            {entity.kind === "service" ? <Service name={entity.name} /> : <Visible text={entity.name} />}
          </span>
        </button>
        <Sparkline entity={entity} range={range} at={at} />
        <span className={classes.alerts}>{plural(entity.alerts, "alert")}</span>
      </div>
      <div id={parts} className={classes.open} hidden={!isOpen}>
        <RiskParts parts={entity.top} alerts={entity.alerts} />
        <Ways entity={entity} range={range} />
      </div>
    </li>
  );
}

function Ways({ entity: { kind, name }, range }: { readonly entity: EntityRisk; readonly range: TimeRange }) {
  if (kind === "service") {
    return (
      <p className={classes.ways}>
        <Link to="/alerts" search={{ service: name, from: range.from, to: range.to }}>
          all its alerts
        </Link>
        <Link to="/inventory" search={{ q: name }}>
          its containers
        </Link>
      </p>
    );
  }
  if (kind === "client") return null;
  return (
    <p className={classes.ways}>
      <Link to="/inventory" search={{ q: name.replace(/^([0-9a-f]{12})[0-9a-f]{52}$/, "$1") }}>
        in the inventory
      </Link>
    </p>
  );
}
