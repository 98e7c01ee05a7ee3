import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet, useMatchRoute } from "@tanstack/react-router";
import { useMemo } from "react";
import { alerts as alertsBy } from "../../api/queries";
import { useRange } from "../../components/range";
import { Empty, Problem, Skeleton } from "../../components/States";
import { whole } from "../../lib/format";
import { describe } from "../../lib/timeRange";
import { AlertFilters } from "./AlertFilters";
import { AlertList } from "./AlertList";
import classes from "./AlertsPage.module.css";
import { folded, unfolded } from "./fold";
import { isNarrowed } from "./url";

const route = getRouteApi("/alerts");

/** What the detectors found: the list, and beside it the alert that is open. */
export function AlertsPage() {
  const { rule, minSeverity, service, group, suppressed, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const query = useMemo(
    () => ({
      ...range,
      rule,
      minSeverity,
      service,
      group,
      suppressed: suppressed === true ? undefined : false,
      sort,
    }),
    [range, rule, minSeverity, service, group, suppressed, sort],
  );
  const alerts = useInfiniteQuery(alertsBy(query));
  const found = useMemo(() => alerts.data?.pages.flatMap((page) => page.items) ?? [], [alerts.data]);
  const folds = useMemo(() => (group === undefined ? folded(found) : unfolded(found)), [found, group]);
  const isOpen = useMatchRoute()({ to: "/alerts/$alertId" }) !== false;
  const first = alerts.data?.pages[0];

  return (
    <div className={`${classes.page} ${isOpen ? classes.withDetail : ""}`}>
      <section className={classes.list} aria-label="Alerts">
        <div className={classes.head}>
          <h1>Alerts</h1>
          <p className="soft number" role="status">
            {first === undefined ? " " : `${first.totalIsExact ? "" : "more than "}${whole(first.total)}`}
          </p>
          <label className={classes.sort}>
            First
            <select
              value={sort ?? "time"}
              onChange={({ target }) => {
                const chosen = target.value === "risk" ? ("risk" as const) : undefined;
                void navigate({ search: (previous) => ({ ...previous, sort: chosen }) });
              }}
            >
              <option value="time">the newest</option>
              <option value="risk">most at risk</option>
            </select>
          </label>
        </div>
        <AlertFilters
          key={service ?? ""}
          range={range}
          filter={{ rule, minSeverity, service, group, suppressed }}
          onChange={(change) => {
            void navigate({ to: "/alerts", search: (previous) => ({ ...previous, ...change }) });
          }}
        />
        {alerts.error === null || alerts.isFetchNextPageError ? null : (
          <div className={classes.problem}>
            <Problem error={alerts.error} onRetry={() => void alerts.refetch()} />
          </div>
        )}
        <div className={`${classes.items} ${alerts.isPlaceholderData ? classes.stale : ""}`}>
          {alerts.isPending ? (
            <Skeleton rows={10} rowHeight={86} />
          ) : found.length > 0 ? (
            <AlertList key={JSON.stringify(query)} folds={folds} count={found.length} list={alerts} />
          ) : alerts.isError ? null : (
            <Empty title="No alerts">
              {isNarrowed({ rule, minSeverity, service, group })
                ? `No alert of the range “${describe(range)}” passes these filters. Clear them, or look at a longer range.`
                : `Nothing out of the ordinary was found in the range “${describe(range)}”. Detectors stay silent while they learn what is usual.`}
            </Empty>
          )}
        </div>
      </section>
      <div className={classes.detail}>
        <Outlet />
      </div>
    </div>
  );
}

/** Beside the list while no alert is open. */
export function NoAlertOpen() {
  return (
    <Empty title="No alert is open">
      Choose one to see what was expected, what was seen, why it is urgent, and the lines and flows that show
      it.
    </Empty>
  );
}
