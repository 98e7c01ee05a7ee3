import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { serviceMap } from "../../api/queries";
import { useRange } from "../../components/range";
import { Empty, Problem } from "../../components/States";
import { describe } from "../../lib/timeRange";
import { prepare } from "./layout";
import { MapCanvas } from "./MapCanvas";
import { MapDetails } from "./MapDetails";
import { MapLegend } from "./MapLegend";
import classes from "./MapPage.module.css";

const route = getRouteApi("/map");

/** Who calls whom, how often, and how it goes. */
export function MapPage() {
  const chosen = route.useSearch();
  const navigate = route.useNavigate();
  const range = useRange();
  const map = useQuery(serviceMap(range));
  const choose = (choice: { service?: string; caller?: string; callee?: string }) => {
    void navigate({
      search: ({ from, to }) => ({
        from,
        to,
        service: undefined,
        caller: undefined,
        callee: undefined,
        ...choice,
      }),
      replace: true,
    });
  };
  useEffect(() => {
    prepare();
  }, []);
  const { data } = map;
  const isEmpty = data?.edges.length === 0 && data.nodes.length === 0;
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Map of services</h1>
      <div className={classes.canvas}>
        {map.error === null ? null : (
          <div className={classes.problem}>
            <Problem error={map.error} onRetry={() => void map.refetch()} />
          </div>
        )}
        {isEmpty ? (
          <Empty title="No calls between services">
            No request was followed in the range “{describe(range)}”. Look at a longer range, or see in Search
            whether logs arrive.
          </Empty>
        ) : null}
        {data === undefined || isEmpty ? null : (
          <>
            <MapCanvas map={data} chosen={chosen} onChoose={choose} />
            <MapLegend />
          </>
        )}
      </div>
      {data === undefined || isEmpty ? (
        <div className={classes.noDetails} />
      ) : (
        <MapDetails map={data} chosen={chosen} range={range} onChoose={choose} />
      )}
    </div>
  );
}
