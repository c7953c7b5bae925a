import { type RequestHandler, Router } from "express";
import type { Database } from "../db/connect.js";
import { checkReadiness } from "../observability/health.js";
import type { Metrics } from "../observability/metrics.js";
import { databaseGauges } from "../use-cases/operations/gauges.js";
import { methodGuard } from "./method-guard.js";

/** The services that the operator's routes use. */
interface OpsDeps {
  readonly db: Database;
  readonly metrics: Metrics;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

const noStore: RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};

/**
 * Returns the routes for the operator's tools, which need no token: `/healthz` (the process listens), `/readyz` (it can
 * serve, else 503) and `/metrics` (Prometheus).
 */
export function opsRouter({ db, metrics, now }: OpsDeps): Router {
  const router = Router();
  for (const gauges of databaseGauges(db, now)) metrics.addGauges(gauges);
  router.use(["/healthz", "/readyz", "/metrics"], noStore, methodGuard);
  router.get("/healthz", (_req, res) => {
    res.json({ status: "ok" });
  });
  router.get("/readyz", async (_req, res) => {
    const readiness = await checkReadiness(db);
    res.status(readiness.ready ? 200 : 503).json(readiness);
  });
  router.get("/metrics", async (_req, res) => {
    res.set("Content-Type", metrics.contentType).send(await metrics.exposition());
  });
  return router;
}
