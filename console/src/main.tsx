import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/problem";
import { reportLoss } from "./app/connection-bar";
import { NoticesProvider } from "./app/notices";
import { router } from "./app/router";
import { reportEnd, SessionProvider } from "./app/session";
import { ThemeProvider } from "./app/theme";
import "./app/base.css";

/** Returns true for a failure that may pass by itself. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiProblem && [0, 429, 502, 503, 504].includes(error.status);
}

function report(error: unknown): void {
  reportEnd(error);
  reportLoss(error);
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: report }),
  mutationCache: new MutationCache({ onError: report }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && mayPass(error),
      retryDelay: (count, error) =>
        error instanceof ApiProblem && error.retryAfter !== undefined
          ? Math.min(error.retryAfter, 60) * 1_000
          : 1_000 * 2 ** count,
    },
  },
});

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no element with the id root");
createRoot(element).render(
  <StrictMode>
    <ThemeProvider>
      <QueryClientProvider client={queries}>
        <NoticesProvider>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
        </NoticesProvider>
      </QueryClientProvider>
    </ThemeProvider>
  </StrictMode>,
);
