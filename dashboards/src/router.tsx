import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { NotFound, PageFault, Shell } from "./components/Shell";
import { parseSearch, stringifySearch } from "./lib/searchString";
import { FlowParams } from "./pages/flows/url";
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

const flow = createRoute({
  getParentRoute: () => root,
  path: "/flows/$flowId",
  validateSearch: FlowParams,
  component: lazyRouteComponent(() => import("./pages/flows/FlowPage"), "FlowPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, search, flow]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
