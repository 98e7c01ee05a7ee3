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
import { InventoryParams } from "./pages/inventory/url";
import { MapParams } from "./pages/map/url";
import { RisksParams } from "./pages/risks/url";
import { RulesParams } from "./pages/rules/url";
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

const risks = createRoute({
  getParentRoute: () => root,
  path: "/risks",
  validateSearch: RisksParams,
  component: lazyRouteComponent(() => import("./pages/risks/RisksPage"), "RisksPage"),
});

const containers = createRoute({
  getParentRoute: () => root,
  path: "/inventory",
  validateSearch: InventoryParams,
  component: lazyRouteComponent(() => import("./pages/inventory/ContainersPage"), "ContainersPage"),
});

const images = createRoute({
  getParentRoute: () => root,
  path: "/inventory/images",
  validateSearch: InventoryParams,
  component: lazyRouteComponent(() => import("./pages/inventory/ImagesPage"), "ImagesPage"),
});

const container = createRoute({
  getParentRoute: () => root,
  path: "/inventory/containers/$key",
  validateSearch: InventoryParams,
  component: lazyRouteComponent(() => import("./pages/inventory/ContainerPage"), "ContainerPage"),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: "/rules",
  validateSearch: RulesParams,
  component: lazyRouteComponent(() => import("./pages/rules/RulesPage"), "RulesPage"),
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
    risks,
    containers,
    images,
    container,
    rules,
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
