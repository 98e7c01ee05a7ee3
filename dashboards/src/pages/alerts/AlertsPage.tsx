import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet, useMatchRoute } from "@tanstack/react-router";
import { useMemo } from "react";
import { alerts as alertsBy } from "../../api/queries";
import { useRange } from "../../components/range";
import { Empty, Problem, Skeleton } from "../../components/States";
import { whole } from "../../lib/format";
import { describe } from "../../lib/timeRange";
import { AlertList } from "./AlertList";
import classes from "./AlertsPage.module.css";
import { RuleFilter } from "./RuleFilter";

const route = getRouteApi("/alerts");

/** What the detectors found: the list, and beside it the alert that is open. */
export function AlertsPage() {
  const { rule } = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const query = useMemo(() => ({ ...range, rule }), [range, rule]);
  const alerts = useInfiniteQuery(alertsBy(query));
  const found = useMemo(() => alerts.data?.pages.flatMap((page) => page.items) ?? [], [alerts.data]);
  const rules = useMemo(() => [...new Set(found.map((alert) => alert.rule))].sort(), [found]);
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
          <RuleFilter
            rules={rules}
            rule={rule}
            onChange={(wanted) => {
              void navigate({ to: "/alerts", search: (previous) => ({ ...previous, rule: wanted }) });
            }}
          />
        </div>
        {alerts.error === null || alerts.isFetchNextPageError ? null : (
          <div className={classes.problem}>
            <Problem error={alerts.error} onRetry={() => void alerts.refetch()} />
          </div>
        )}
        <div className={`${classes.items} ${alerts.isPlaceholderData ? classes.stale : ""}`}>
          {alerts.isPending ? (
            <Skeleton rows={10} rowHeight={62} />
          ) : found.length > 0 ? (
            <AlertList key={JSON.stringify(query)} alerts={found} list={alerts} />
          ) : alerts.isError ? null : (
            <Empty title="No alerts">
              Nothing out of the ordinary was found in the range “{describe(range)}”
              {rule === undefined ? "" : ` by the rule “${rule}”`}. Detectors stay silent while they learn
              what is usual.
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
      Choose one to see what was expected, what was seen, and the lines and flows that show it.
    </Empty>
  );
}
