import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { containers, linesOf } from "../../api/queries";
import type { Alert, Container } from "../../api/schemas";
import { Chip } from "../../components/Chip";
import { Service } from "../../components/Service";
import { Problem, Skeleton } from "../../components/States";
import { Visible } from "../../components/Visible";
import { dayAndClock, plural } from "../../lib/format";
import { visibleLine } from "../../lib/visibleText";
import { Digest, ImageName } from "../inventory/cells";
import { wrongsOf } from "../inventory/wrongs";
import { queryFor } from "./evidence";
import classes from "./InvolvedContainers.module.css";
import { involvedIn, isIt, type Involved } from "./involved";

/** How many containers are looked up. */
const MAX_CONTAINERS = 10;

/** More than one may have had a name at a time, on several hosts. */
const MAX_ANSWERS = 20;

/** The containers that the alert and its lines name, each as it was at the time of its first line. */
export function InvolvedContainers({ alert }: { readonly alert: Alert }) {
  const lines = useQuery({ ...linesOf(queryFor(alert)), enabled: alert.evidence.length > 0 });
  const all = involvedIn(alert, lines.data?.items ?? []);
  const shown = all.slice(0, MAX_CONTAINERS);
  const answers = useQueries({
    queries: shown.map((one) => containers({ at: one.at, q: one.search, size: MAX_ANSWERS })),
  });
  if (shown.length === 0) return null;
  return (
    <section className={classes.section} aria-label="Containers involved">
      <h3>
        Containers involved, as they were then
        {all.length > shown.length ? `: the first ${shown.length} of ${plural(all.length, "container")}` : ""}
      </h3>
      <ul className={classes.list}>
        {shown.map((one, index) => {
          const answer = answers[index];
          const found = answer?.data?.items.find((container) => isIt(container, one));
          return (
            <li key={one.key} className={classes.row}>
              {found !== undefined ? (
                <AsItWas container={found} at={one.at} />
              ) : answer?.isPending === true ? (
                <Skeleton rows={1} rowHeight={28} />
              ) : answer?.isError === true ? (
                <Problem error={answer.error} onRetry={() => void answer.refetch()} />
              ) : (
                <NotTold involved={one} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function AsItWas({ container, at }: { readonly container: Container; readonly at: string }) {
  return (
    <>
      <Link
        to="/inventory/containers/$key"
        params={{ key: container.key }}
        search={{ at }}
        className={classes.name}
        title={`As it was at ${dayAndClock(at)}`}
      >
        <Visible text={container.name ?? container.id ?? container.key} />
      </Link>
      {container.service === undefined ? null : <Service name={container.service} />}
      <span className="soft">
        on <Visible text={container.host} />
      </span>
      <span className={classes.image}>
        <ImageName reference={container.image} />{" "}
        {container.digest === undefined ? null : <Digest digest={container.digest} />}
      </span>
      {wrongsOf(container, undefined).map(({ text, meaning, tone }) => (
        <Chip key={text} tone={tone} title={meaning}>
          {visibleLine(text)}
        </Chip>
      ))}
    </>
  );
}

function NotTold({ involved }: { readonly involved: Involved }) {
  return (
    <>
      <span className={classes.name}>
        <Visible text={involved.name ?? involved.id ?? ""} />
      </span>
      {involved.image === undefined ? null : <ImageName reference={involved.image} />}
      <span className="soft">as its lines say; nothing had told the inventory of it by then.</span>
    </>
  );
}
