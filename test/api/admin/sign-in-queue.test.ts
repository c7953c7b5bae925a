import { queryRows } from "../../../src/db/query.js";
import { Person } from "../../support/accounts.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { useRealHashes } from "../../support/cheap-hashes.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";

const PASSWORD = "correct horse battery";
const BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/** More than are judged or may wait of one address. */
const FLOOD = 60;

describe.each(DATABASES)("people who sign in at the same time on %s", (kind) => {
  const app = useTestApp(kind, { trustProxy: true });
  let client: ScimClient;
  let ada: Person;

  beforeAll(async () => {
    useRealHashes();
    client = await app.connectToCrm();
    await client.post("/Users", { userName: "ada", password: PASSWORD });
    ada = await Person.of(app, client.tenantId, "ada");
  });

  const from = (address: string) => ({ headers: { "X-Forwarded-For": address } });

  it("are refused with 503 and uncounted when there are too many, and those at other addresses have their turn", async () => {
    const nobody = await Person.of(app, client.tenantId, "nobody");
    const flood = Array.from({ length: FLOOD }, () => nobody.signIn("wrong", from("192.0.2.1")));
    const meanwhile = await ada.signIn(PASSWORD, from("198.51.100.7"));
    const answers = await Promise.all(flood);

    expect(meanwhile.status).toBe(201);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    for (const answer of busy) {
      expect(problemOf(answer)).toBe("503 SIGN_IN_BUSY");
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    const counted = await queryRows<{ failures: number }>(
      app.db.read,
      "select failures from sign_in_failures where tenant_id = ?",
      [client.tenantId],
    );
    // The address counts each that was judged, the pair stops at its limit.
    expect(Math.max(...counted.map(({ failures }) => failures))).toBeLessThanOrEqual(FLOOD - busy.length);
  });

  it("do not wait for the passwords of a bulk request", async () => {
    const operations = Array.from({ length: 40 }, (_, i) => ({
      method: "POST",
      path: "/Users",
      bulkId: `u${i}`,
      data: { userName: `u${i}`, password: `${PASSWORD} ${i}` },
    }));
    const order: string[] = [];
    const bulk = client.post("/Bulk", { schemas: [BULK], Operations: operations });
    const signIn = ada.signIn(PASSWORD, from("198.51.100.7"));
    await Promise.all([bulk.then(() => order.push("bulk")), signIn.then(() => order.push("sign-in"))]);

    expect(order).toEqual(["sign-in", "bulk"]);
    expect((await signIn).status).toBe(201);
    const statuses = (await bulk).body.Operations.map(({ status }: { status: string }) => status);
    expect(new Set(statuses)).toEqual(new Set(["201"]));
    const last = await Person.of(app, client.tenantId, "u39");
    expect((await last.signIn(`${PASSWORD} 39`)).status).toBe(201);
  });
});
