import { useTestApp } from "../../support/app.js";
import { results } from "../../support/bulk.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, type ScimClient } from "../../support/scim-client.js";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** What a client sends that says nothing of `active`, or that it has no value. */
const BODIES: readonly object[] = [{}, { active: null }, { active: [] }];
const CLEARS_WITHOUT_PATH = { op: "replace", value: { active: null } };
const OPERATIONS: readonly object[] = [
  { op: "remove", path: "active" },
  { op: "replace", path: "active", value: null },
  CLEARS_WITHOUT_PATH,
  { op: "replace", path: "title", value: "Boss" },
];

describe.each(DATABASES)("the block of a user on %s", (database) => {
  const app = useTestApp(database);

  describe.each(["tolerant", "strict"] as const)("for a %s connection", (mode) => {
    let scim: ScimClient;
    let id: string;
    beforeEach(async () => {
      scim = await app.connect({ mode });
      id = (await scim.createUser({ userName: "ada", active: false })).id;
    });

    const active = async (): Promise<unknown> => (await scim.get(`/Users/${id}`)).body.active;
    const body = (more: object): object => ({ schemas: [CORE_USER], userName: "ada", ...more });
    const expectBlocked = async (answer: Answer): Promise<void> => {
      expect([answer.status, await active()]).toEqual([200, false]);
      expect((await scim.find("/Users", "active eq false")).map((user) => user.id)).toEqual([id]);
    };

    it.each(BODIES)("stays with PUT of %j", async (more) => {
      await expectBlocked(await scim.put(`/Users/${id}`, body(more)));
      const [result] = await results(scim, [{ method: "PUT", path: `/Users/${id}`, data: body(more) }]);
      expect([Number(result.status), await active()]).toEqual([200, false]);
    });

    // Strict refuses an operation without a path that clears.
    const taken = mode === "strict" ? OPERATIONS.filter((one) => one !== CLEARS_WITHOUT_PATH) : OPERATIONS;

    it.each(taken)("stays with PATCH of %j", async (operation) => {
      const data = { schemas: [PATCH_OP], Operations: [operation] };
      await expectBlocked(await scim.send("PATCH", `/Users/${id}`, data));
      const [result] = await results(scim, [{ method: "PATCH", path: `/Users/${id}`, data }]);
      expect([Number(result.status), await active()]).toEqual([200, false]);
    });

    it("stays when an administrator changes the user without a word of it", async () => {
      const admin = await app.admin(scim);

      for (const change of [{ title: "Boss" }, { active: null }]) {
        expect((await admin.patch(`/users/${id}`, change)).status).toBe(200);
        expect(await active()).toBe(false);
      }
    });

    it("is lifted by true alone", async () => {
      await scim.put(`/Users/${id}`, body({ active: true }));
      expect(await active()).toBe(true);

      await scim.put(`/Users/${id}`, body({}));
      expect(await active()).not.toBe(false);
    });
  });
});
