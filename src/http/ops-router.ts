import { Router } from "express";
import type { Database } from "../db/connect.js";
import { checkReadiness } from "../observability/health.js";
import type { Metrics } from "../observability/metrics.js";

/**
 * What the operator's tools ask, without a token: `/healthz` (the process listens), `/readyz` (it can serve: 503
 * when not) and `/metrics` (Prometheus).
 */
export function opsRouter({ db, metrics }: { readonly db: Database; readonly metrics: Metrics }): Router {
  const router = Router();
  router.use(["/healthz", "/readyz", "/metrics"], (_req, res, next) => {
    res.set("Cache-Control", "no-store");
    next();
  });
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
