import { Type } from "@sinclair/typebox";
import { MAX_POINTS, MAX_SUBJECTS, METRICS, readSeries } from "../../../use-cases/operations/series.js";
import { documentedAs, momentJson } from "../../documented-as.js";
import { choice, count, text } from "../../json-schema.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const series = Type.Object({
  subject: Type.Optional(
    Type.Object(
      { id: text, name: text },
      { description: "The SKU, instance or connection; without, it is about the tenant." },
    ),
  ),
  name: Type.String({
    description:
      "Of `seats`: `assigned`, `held`, `purchased`. Of `requests`: `succeeded`, `refused`, `limited` (429), `failed`. Of `operations` and `errors`: the operation, the code. Of `latency`: `p50` and `p95` in milliseconds. Of `users`: `users`, `created`, `restored`, `deleted`. Of `syncLag`: `lagSeconds`. Of `syncWaiting`: `waiting`, `parked`.",
  }),
  points: Type.Array(
    Type.Object({
      t: { ...timeJson, description: "The start of the step." },
      value: Type.Number({ description: "Seats and users: at the end of the step." }),
    }),
    {
      description: "Counts are 0 where there was nothing; steps in which nothing was measured are left out.",
    },
  ),
});

const answer = Type.Object(
  { from: timeJson, to: timeJson, stepSeconds: count, series: Type.Array(series) },
  { title: "SeriesReport" },
);

const DURATION = "A duration like 5m, 1h or 1d";
const step = Type.String({
  description: `${DURATION}, of a minute or more; by default one that makes up to 100 points. One that makes more than ${MAX_POINTS} is made longer, as the answer says.`,
});

/** The route of what is shown over time. */
export const seriesRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/reports/series",
    action: "read",
    operationId: "getSeries",
    tag: "Reports",
    summary: `Shows seats, requests, users or synchronization over time: up to ${MAX_POINTS} points for each of up to ${MAX_SUBJECTS} SKUs, instances or connections`,
    query: {
      metric: choice(METRICS, { type: "string", description: "What to show." }),
      from: momentJson("The beginning; by default a day before the end."),
      to: momentJson("The end; by default now."),
      step: documentedAs(step, { ...step, pattern: "^\\d{1,6}[smhd]$" }),
      sku: Type.String({ description: "Id or part number of the only SKU, for `seats`." }),
      instance: Type.String({
        description: "Id or name of the only instance, for `syncLag` and `syncWaiting`.",
      }),
      connection: Type.String({ description: "Name of the only connection, for what is about requests." }),
    },
    answers: { 200: answer },
    async run({ ctx, query }) {
      // What was asked for a moment ago is part of it.
      await ctx.services.flushProvisioningLog();
      const { from, to, step: length, series: found } = await readSeries(ctx, query);
      return {
        body: {
          from: toTime(from),
          to: toTime(to),
          stepSeconds: length / 1000,
          series: found.map(({ points, ...one }) => ({
            ...one,
            points: points.map(({ t, value }) => ({ t: toTime(t), value })),
          })),
        },
      };
    },
  }),
];
