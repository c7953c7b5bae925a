import { readFileSync } from "node:fs";
import path from "node:path";
import newman, { type NewmanRunExecution, type NewmanRunSummary } from "newman";
import type { Access } from "../target.js";
import { type Item, worstOf } from "../verdict.js";
import type { Json } from "../wire.js";
import { emptyTenants, type Suite, unavailable } from "./suite.js";

const COLLECTION = "microsoft-scim.postman_collection.json";

/** Items of a collection without those of a name, at any depth. */
function without(items: readonly Json[], name: string): Json[] {
  return items
    .filter((item) => item.name !== name)
    .map((item) => (Array.isArray(item.item) ? { ...item, item: without(item.item, name) } : item));
}

/** The collection as it suits a server that has a token and the endpoints of the RFC. */
function readCollection(directory: string): Json {
  const text = readFileSync(path.join(directory, COLLECTION), "utf8");
  const collection = JSON.parse(text.replaceAll("serviceConfiguration", "ServiceProviderConfig"));
  return { ...collection, item: without(collection.item, "Get Token") };
}

function variablesOf({ baseUrl, token }: Access): { key: string; value: string }[] {
  const { protocol, hostname, port, pathname } = new URL(baseUrl);
  const variables = {
    Protocol: protocol.slice(0, -1),
    Server: hostname,
    Port: port === "" ? "" : `:${port}`,
    Api: pathname.replaceAll(/^\/|\/$/g, ""),
    token,
  };
  return Object.entries(variables).map(([key, value]) => ({ key, value }));
}

function runNewman(collection: Json, access: Access): Promise<NewmanRunSummary> {
  return new Promise((resolve, reject) => {
    const environment = { values: variablesOf(access) };
    newman.run({ collection, environment, reporters: [] }, (error, summary) => {
      if (error) reject(error);
      else resolve(summary);
    });
  });
}

/** What came back, in one line. */
function describe({ request, response }: NewmanRunExecution): string {
  const sent = (request.body?.raw ?? "").replaceAll(/\s+/g, " ").slice(0, 300);
  const got =
    response === undefined ? "no answer" : `${response.code} ${(response.text() ?? "").slice(0, 300)}`;
  return `${request.method} ${request.url.getPathWithQuery()} ${sent} → ${got}`;
}

/** Every assertion of a request as an item; a script that fails is one, too. */
function toItems(execution: NewmanRunExecution): Item[] {
  const prefix = `microsoft/${execution.item.name.trim()}`;
  const asserted = (execution.assertions ?? []).map(({ assertion, error }): Item => {
    const id = `${prefix}: ${assertion}`;
    if (error === undefined || error === null) return { id, result: "success" };
    return { id, result: "error", message: `${error.message}; ${describe(execution)}` };
  });
  const { requestError } = execution as { requestError?: Error };
  if (requestError === undefined || requestError === null) return asserted;
  return [...asserted, { id: `${prefix}: request`, result: "error", message: requestError.message }];
}

/** Microsoft's Postman collection for SCIM servers, read from the folder of other people's suites. */
export const microsoftSuite: Suite = {
  name: "microsoft",
  async run(context) {
    const { directory } = context;
    if (directory === undefined) return [unavailable("microsoft", "SCIM_SUITES_DIR is not set")];
    const empty = await emptyTenants(context);
    const tenant = await empty({ mode: "tolerant" });
    if (typeof tenant === "string") return [{ id: "microsoft", result: "skipped", message: tenant }];
    const { run } = await runNewman(readCollection(directory), tenant);
    // The same assertion on the same request, twice in the collection, is one item.
    const items = run.executions.flatMap(toItems);
    const ids = [...new Set(items.map(({ id }) => id))];
    return ids.flatMap((id) => worstOf(items.filter((item) => item.id === id)) ?? []);
  },
};
