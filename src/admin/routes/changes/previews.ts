import { Readable } from "node:stream";
import { type Static, Type } from "@sinclair/typebox";
import { NO_PRECONDITION } from "../../../effects/precondition.js";
import { AppError } from "../../../errors.js";
import { foresee } from "../../../use-cases/previews/foresee.js";
import { prepareCall } from "../../call-route.js";
import { type CallReader, callReader } from "../../check-call.js";
import { differenceSchema, showDifference } from "../../difference-view.js";
import { documentedAs } from "../../documented-as.js";
import { choice } from "../../json-schema.js";
import { type RouteMatcher, routeMatcher } from "../../match-route.js";
import { PAGING, readLimitText } from "../../pages.js";
import { requireAction, requirePermission } from "../../permission.js";
import { PERSON_CURSOR, readPersonCursor } from "../../preview-query.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { readFuture, timeJson } from "../../times.js";

/** The most operations of a preview. */
const MAX_OPERATIONS = 100;

const operationSchema = Type.Object(
  {
    method: choice(["POST", "PUT", "PATCH", "DELETE"]),
    path: Type.String({
      maxLength: 4000,
      description: "Of a changing operation, as it is sent: `/instances/main/guard`; a query may follow.",
    }),
    body: Type.Optional(
      Type.Unknown({ description: "As it is sent: JSON, or the text of another media type." }),
    ),
  },
  { title: "PreviewedOperation" },
);

type Operation = Static<typeof operationSchema>;

/** What finds and reads the operations of a preview. */
interface Operations {
  readonly match: RouteMatcher;
  readonly readers: ReadonlyMap<AdminRoute, CallReader>;
}

/** The route that previews several operations. @param routes - those that it can preview */
export function previewRoutes(routes: readonly AdminRoute[]): readonly AdminRoute[] {
  const operations: Operations = {
    match: routeMatcher(routes),
    readers: new Map(routes.map((route) => [route, callReader(route)])),
  };
  return [previewRoute(operations)];
}

function previewRoute(known: Operations): AdminRoute {
  return adminRoute({
    method: "post",
    path: "/previews",
    action: "read",
    foresees: true,
    operationId: "previewOperations",
    tag: "Previews",
    summary: "Shows what several operations would do one after the other, or time alone; changes nothing",
    query: { limit: PAGING.limit, cursor: PERSON_CURSOR },
    body: Type.Object(
      {
        operations: Type.Optional(
          documentedAs(Type.Array(operationSchema, { maxItems: MAX_OPERATIONS }), {
            type: "array",
            items: operationSchema,
            minItems: 1,
            maxItems: MAX_OPERATIONS,
            description: "Made one after the other; left out for what time alone does until `at`.",
          }),
        ),
        at: Type.Optional({
          ...timeJson,
          description: "The later instant at which they are made; what runs out until then has run out.",
        }),
      },
      { minProperties: 1 },
    ),
    takesResource: true,
    answers: { 200: differenceSchema },
    async run({ ctx, query, body: { operations = [], at: later } }) {
      const at = readFuture("at", later, ctx.now());
      if (at !== undefined || operations.length === 0) requireAction(ctx, "read");
      if (at === undefined && operations.length === 0) {
        throw new AppError(
          "invalidValue",
          "There is nothing to preview: send 'operations', or 'at', or both",
        );
      }
      const page = { limit: readLimitText(query.limit), after: readPersonCursor(query.cursor) };
      const { difference } = await foresee(ctx, (inner) => runInTurn(inner, known, operations), page, { at });
      return { body: showDifference(difference) };
    },
  });
}

async function runInTurn(ctx: AdminContext, known: Operations, operations: readonly Operation[]) {
  for (const [index, operation] of operations.entries()) {
    try {
      await runOperation(ctx, known, operation);
    } catch (error) {
      throw error instanceof AppError ? error.at(`operations[${index}]`, { index }) : error;
    }
  }
}

async function runOperation(ctx: AdminContext, known: Operations, { body, ...line }: Operation) {
  const { route, params, query } = known.match(line);
  const reader = known.readers.get(route);
  if (reader === undefined) throw new Error(`${route.operationId} has no reader`);
  await requirePermission(ctx, route, params);
  const call = await prepareCall(route, reader, ctx, {
    params,
    query,
    body: route.stream === undefined ? body : undefined,
    stream: Readable.from([Buffer.from(textOf(route, body))]),
    precondition: NO_PRECONDITION,
  });
  await call.run(ctx);
}

/** Returns the text of a body that an operation reads as a stream. @throws AppError `invalidValue` */
function textOf({ stream }: AdminRoute, body: unknown): string {
  if (stream === undefined) return "";
  if (typeof body === "string") return body;
  throw new AppError("invalidValue", `The body must be a string with the text of type ${stream}`);
}
