import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { NotFound, PageFault, Shell } from "./components/Shell";
import { parseSearch, stringifySearch } from "./lib/searchString";
import { AlertsParams } from "./pages/alerts/url";
import { CompareParams, FlowParams, FlowsParams } from "./pages/flows/url";
import { MapParams } from "./pages/map/url";
import { SearchParams } from "./pages/search/url";
import { RangeParams } from "./url";

/** Which page stands at which path. The URL owns whatever can be shared; each page's url.ts says what that is. */

const root = createRootRoute({
  validateSearch: RangeParams,
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageFault,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to redirect
    throw redirect({ to: "/search", search: (previous) => previous, replace: true });
  },
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: SearchParams,
  component: lazyRouteComponent(() => import("./pages/search/SearchPage"), "SearchPage"),
});

const flows = createRoute({
  getParentRoute: () => root,
  path: "/flows",
  validateSearch: FlowsParams,
  component: lazyRouteComponent(() => import("./pages/flows/FlowsPage"), "FlowsPage"),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "/flows/compare",
  validateSearch: CompareParams,
  component: lazyRouteComponent(() => import("./pages/flows/ComparePage"), "ComparePage"),
});

const flow = createRoute({
  getParentRoute: () => root,
  path: "/flows/$flowId",
  validateSearch: FlowParams,
  component: lazyRouteComponent(() => import("./pages/flows/FlowPage"), "FlowPage"),
});

const map = createRoute({
  getParentRoute: () => root,
  path: "/map",
  validateSearch: MapParams,
  component: lazyRouteComponent(() => import("./pages/map/MapPage"), "MapPage"),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: "/alerts",
  validateSearch: AlertsParams,
  component: lazyRouteComponent(() => import("./pages/alerts/AlertsPage"), "AlertsPage"),
});

const noAlert = createRoute({
  getParentRoute: () => alerts,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/alerts/AlertsPage"), "NoAlertOpen"),
});

const alert = createRoute({
  getParentRoute: () => alerts,
  path: "$alertId",
  component: lazyRouteComponent(() => import("./pages/alerts/AlertPage"), "AlertPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    search,
    flows,
    compare,
    flow,
    map,
    alerts.addChildren([noAlert, alert]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
