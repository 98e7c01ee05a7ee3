import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { retry } from "./api/client";
import { router } from "./router";
import "./theme.css";

const STALE_AFTER_MS = 30_000;

const queries = new QueryClient({
  defaultOptions: { queries: { retry, staleTime: STALE_AFTER_MS, refetchOnWindowFocus: false } },
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root element");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
