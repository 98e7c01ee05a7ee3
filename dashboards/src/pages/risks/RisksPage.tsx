import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { risks as risksBy } from "../../api/queries";
import { EntityKind, type EntityRisk } from "../../api/schemas";
import { Button } from "../../components/Button";
import { useRange } from "../../components/range";
import { Empty, Problem, Skeleton } from "../../components/States";
import { TextBox } from "../../components/TextBox";
import { plural, whole } from "../../lib/format";
import { describe } from "../../lib/timeRange";
import { visibleLine } from "../../lib/visibleText";
import { EntityRow } from "./EntityRow";
import classes from "./Risks.module.css";

const route = getRouteApi("/risks");

/** Each row asks for its line: so many at a time. */
const AT_ONCE = 50;

/** What alerts add up to, for every service, container, image and client: the most at risk first. */
export function RisksPage() {
  const { kind, q } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const risks = useQuery(risksBy(range, kind));
  const all = risks.data?.items ?? [];
  const found = all.filter(({ name }) => name.toLowerCase().includes((q ?? "").toLowerCase()));
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Risks</h1>
        <p className="soft number" role="status">
          {risks.data === undefined
            ? " "
            : found.length === all.length
              ? whole(all.length)
              : `${whole(found.length)} of ${whole(all.length)}`}
        </p>
        <label className={classes.kind}>
          Of
          <select
            value={kind ?? ""}
            onChange={({ target }) => {
              const chosen = EntityKind.safeParse(target.value).data;
              void navigate({ search: (previous) => ({ ...previous, kind: chosen }) });
            }}
          >
            <option value="">all</option>
            <option value="service">services</option>
            <option value="container">containers</option>
            <option value="image">images</option>
            <option value="client">clients</option>
          </select>
        </label>
        <TextBox
          key={q ?? ""}
          label="Named"
          value={q ?? ""}
          placeholder="part of a name"
          onDone={(text) => {
            void navigate({ search: (previous) => ({ ...previous, q: text === "" ? undefined : text }) });
            return undefined;
          }}
        />
      </div>
      {risks.error === null ? null : (
        <div className={classes.problem}>
          <Problem error={risks.error} onRetry={() => void risks.refetch()} />
        </div>
      )}
      <div className={`${classes.list} ${risks.isPlaceholderData ? classes.stale : ""}`}>
        {risks.isPending ? (
          <Skeleton rows={12} rowHeight={46} />
        ) : found.length > 0 && risks.data !== undefined ? (
          <Ranked
            key={`${kind ?? ""} ${q ?? ""}`}
            risks={found}
            at={risks.data.at}
            complete={risks.data.complete}
          />
        ) : risks.isError ? null : (
          <Empty title="Nobody is at risk">
            {q === undefined
              ? `No alert of the range “${describe(range)}” is about ${kind === undefined ? "anything that is known by name" : `a ${kind}`}. Look at a longer range.`
              : `Nothing at risk in the range “${describe(range)}” has “${visibleLine(q)}” in its name. Take the text away, or look at a longer range.`}
          </Empty>
        )}
      </div>
    </div>
  );
}

interface RankedProps {
  readonly risks: readonly EntityRisk[];
  readonly at: string;
  readonly complete: boolean;
}

function Ranked({ risks, at, complete }: RankedProps) {
  const range = useRange();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <ol aria-label="Entities at risk">
        {risks.slice(0, shown).map((entity) => (
          <EntityRow key={`${entity.kind} ${entity.name}`} entity={entity} range={range} at={at} />
        ))}
      </ol>
      <div className={classes.end}>
        {shown < risks.length ? (
          <>
            The first {whole(shown)} of {whole(risks.length)} are shown.
            <Button
              onPress={() => {
                setShown(shown + AT_ONCE);
              }}
            >
              Show {whole(Math.min(AT_ONCE, risks.length - shown))} more
            </Button>
          </>
        ) : (
          `That is all: ${plural(risks.length, "entity", "entities")}.`
        )}
        {complete ? null : " The server gives the latest 1,000 only: choose a kind or a shorter range."}
      </div>
    </>
  );
}
