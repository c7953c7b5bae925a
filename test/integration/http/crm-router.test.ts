import express, { type ErrorRequestHandler } from "express";
import request from "supertest";
import { v7 as uuid } from "uuid";
import { defaultMapping } from "../../../src/crm/form/mapping.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { insertUser } from "../../../src/directory/users/users.js";
import type { AppError } from "../../../src/errors.js";
import { crmRouter } from "../../../src/http/crm-router.js";
import { builtInSchemas, userSchema } from "../../../src/schema/resource-schemas.js";
import type { Principal } from "../../../src/tenants/connection.js";
import { SchemaCache } from "../../../src/tenants/schema-cache.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

/** Shows an error's code and message. */
const showError: ErrorRequestHandler = (error: AppError, _req, res, _next) => {
  res.status(400).json({ code: error.code, message: error.message });
};

/** The router alone, for a principal of one tenant. */
function appFor(db: Database, tenantId: string) {
  const app = express();
  app.use(express.json({ strict: false }), (req, _res, next) => {
    req.user = { tenantId } as Principal;
    next();
  });
  app.use(
    "/crm/v1",
    crmRouter({ db, mapping: defaultMapping(userSchema), schemas: new SchemaCache(db), now: Date.now }),
    showError,
  );
  return app;
}

describe.each(DATABASES)("/crm/v1 on %s", (kind) => {
  let db: Database;
  let app: express.Express;
  let otherApp: express.Express;
  const ids: string[] = [];

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    const tenant = (await insertTenant(db.write, "Contoso", 0))?.id ?? "";
    const other = (await insertTenant(db.write, "Fabrikam", 0))?.id ?? "";
    app = appFor(db, tenant);
    otherApp = appFor(db, other);
    for (const name of ["ada", "bob", "cem", "dea", "eve"]) {
      const id = uuid();
      ids.push(id);
      await inTransaction(db, (trx) =>
        insertUser(
          trx,
          { tenantId: tenant, connectionId: "c1", visibility: "all" as const, schemas: builtInSchemas },
          id,
          { userName: `${name}@contoso.com` },
          0,
        ),
      );
    }
  });

  afterAll(() => db.close());

  it("GET /users pages through all users by id", async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await request(app).get("/crm/v1/users").query({ limit: 2, cursor });
      expect(status).toBe(200);
      seen.push(...body.value.map((form: { id: string }) => form.id));
      sizes.push(body.value.length);
      cursor = body.nextCursor;
    } while (cursor !== undefined && sizes.length < 9);

    expect(seen).toEqual(ids);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it("GET /users has no nextCursor when the page ends with the last user", async () => {
    const { body } = await request(app).get("/crm/v1/users?limit=5");

    expect(body.value).toHaveLength(5);
    expect(body).not.toHaveProperty("nextCursor");
  });

  it("GET /users goes on where it was when the user of the cursor is deleted meanwhile", async () => {
    const tenant = (await insertTenant(db.write, "Passing", 0))?.id ?? "";
    const viewer = {
      tenantId: tenant,
      connectionId: "c1",
      visibility: "all" as const,
      schemas: builtInSchemas,
    };
    const passing = [uuid(), uuid(), uuid()];
    for (const id of passing) {
      await inTransaction(db, (trx) => insertUser(trx, viewer, id, { userName: id }, 0));
    }
    const first = await request(appFor(db, tenant)).get("/crm/v1/users?limit=2");
    await queryRows(db.write, "delete from users where tenant_id = ? and id = ?", [tenant, passing[1] ?? ""]);

    const next = await request(appFor(db, tenant))
      .get("/crm/v1/users")
      .query({ cursor: first.body.nextCursor });

    expect(next.body.value.map((form: { id: string }) => form.id)).toEqual([passing[2]]);
  });

  it.each(["0", "1001", "-1", "2.5", "1e2", "ten", "", "00005"])(
    "GET /users refuses limit=%s",
    async (limit) => {
      const { body } = await request(app).get(`/crm/v1/users?limit=${limit}`);

      expect(body).toEqual({
        code: "invalidValue",
        message: "limit must be one whole number from 1 to 1000.",
      });
    },
  );

  it("GET /users refuses a limit that is given twice", async () => {
    const { body } = await request(app).get("/crm/v1/users?limit=2&limit=3");

    expect(body).toEqual({ code: "invalidValue", message: "limit may be given only once." });
  });

  it.each(["x", "", "!!", Buffer.from("no id").toString("base64url"), "a&cursor=b"])(
    "GET /users refuses cursor=%s",
    async (cursor) => {
      const { body } = await request(app).get(`/crm/v1/users?cursor=${cursor}`);

      expect(body.code).toBe("invalidCursor");
    },
  );

  it("GET /users/{id} answers one form", async () => {
    const { status, body, type } = await request(app).get(`/crm/v1/users/${ids[0]}`);

    expect([status, type]).toEqual([200, "application/json"]);
    expect(body).toMatchObject({
      id: ids[0],
      userId: ids[0],
      fields: { userName: "ada@contoso.com", fullName: null, primaryEmail: "ada@contoso.com" },
      columns: { domainname: "ada@contoso.com", firstname: "#", lastname: "#", title: null },
      problems: [],
    });
  });

  it.each(["018f0000-0000-7000-8000-000000000000", "ada", "%00", "a%2Fb"])(
    "GET /users/%s is notFound",
    async (id) => {
      const { body } = await request(app).get(`/crm/v1/users/${id}`);

      expect(body.code).toBe("notFound");
    },
  );

  it("shows nothing of another tenant", async () => {
    const list = await request(otherApp).get("/crm/v1/users");
    const one = await request(otherApp).get(`/crm/v1/users/${ids[0]}`);

    expect(list.body).toEqual({ value: [] });
    expect(one.body.code).toBe("notFound");
  });

  it("GET /mapping answers the table", async () => {
    const { body } = await request(app).get("/crm/v1/mapping");

    expect(body.value).toHaveLength(11);
    expect(body.value[2]).toEqual({
      field: "title",
      label: "Title",
      column: "title",
      sent: ["title"],
      maxLength: 128,
      sources: ["title"],
    });
    expect(body.extra.map(({ column }: { column: string }) => column)).toContain("address1_postalcode");
  });

  it("POST /preview projects a SCIM User and stores nothing [R038]", async () => {
    const user = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      USERNAME: "zoe@contoso.com",
      name: { givenName: "Zoë", familyName: "Öz" },
      title: "t".repeat(129),
      password: "correct horse",
    };

    const { status, body, text } = await request(app).post("/crm/v1/preview").send(user);
    const list = await request(app).get("/crm/v1/users");

    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: null,
      userId: null,
      fields: { userName: "zoe@contoso.com", fullName: "Zoë Öz" },
    });
    expect(body.problems).toEqual([
      expect.objectContaining({ code: "TOO_LONG", attribute: "title", length: 129 }),
    ]);
    expect(text).not.toContain("correct horse");
    expect(list.body.value).toHaveLength(ids.length);
  });

  it("POST /preview shows what a required column lacks [R034]", async () => {
    const { body } = await request(app).post("/crm/v1/preview").send({ displayName: "Countess" });

    expect(body.problems.map(({ code }: { code: string }) => code)).toEqual([
      "USER_NAME_REQUIRED",
      "EMAIL_REQUIRED",
    ]);
  });

  it.each([["[]"], ['"ada"'], ["null"], ['{"userName":{}}']])(
    "POST /preview refuses the body %s",
    async (body) => {
      const answer = await request(app).post("/crm/v1/preview").type("application/json").send(body);

      expect(["invalidSyntax", "invalidValue"]).toContain(answer.body.code);
    },
  );
});
