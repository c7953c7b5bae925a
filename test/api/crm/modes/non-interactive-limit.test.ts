import { problemOf } from "../../../support/admin-client.js";
import { useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { Kinds } from "../../../support/kinds.js";
import { CRM_USER, errorOf } from "../../../support/scim-client.js";

const TIME_LIMIT = 60_000;

describe.each(DATABASES)("the limit of non-interactive users on %s", (database) => {
  const app = useTestApp(database);
  let crm: Kinds;
  beforeEach(async () => {
    crm = await Kinds.start(app);
  });

  /** So many people with a record. */
  const people = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await crm.person(`p${i}`));
    await app.sync();
    return ids;
  };
  const limitTo = (limit: number) => crm.admin.patch("/settings", { "nonInteractive.limit": limit });
  const bot = (id: string, instance?: string) => crm.setMode(id, "Non-interactive", instance);

  it("is five in each instance; the next one is refused with count and limit [R121]", async () => {
    await crm.addInstance("sandbox");
    const [sixth = "", first = "", ...others] = await people(6);
    for (const id of [first, ...others]) expect(problemOf(await bot(id))).toBe("200");

    const refused = await bot(sixth);

    expect(problemOf(refused)).toBe("409 NON_INTERACTIVE_LIMIT");
    expect(refused.body.detail).toContain('instance "main" has 5 of 5 non-interactive users');
    expect(await crm.record(sixth)).toMatchObject({ mode: "readWrite" });
    expect(problemOf(await bot(sixth, "sandbox"))).toBe("200");
    expect(problemOf(await bot(first))).toBe("200");
    await crm.setMode(first, "Read-Write");
    expect(problemOf(await bot(sixth))).toBe("200");
  });

  it("is as many as are set, and never fewer than there are [R121, R150]", async () => {
    const [ada = "", bo = ""] = await people(2);
    await limitTo(1);
    await bot(ada);

    expect(problemOf(await bot(bo))).toBe("409 NON_INTERACTIVE_LIMIT");
    expect(problemOf(await limitTo(0))).toBe("409 NON_INTERACTIVE_LIMIT");
    await limitTo(2);
    expect(problemOf(await bot(bo))).toBe("200");
    expect(await crm.faults()).toEqual([]);
  });

  it("counts those that are disabled, and not those that are deleted [R121, R122, A4]", async () => {
    const [ada = "", bo = ""] = await people(2);
    await limitTo(1);
    await bot(ada);
    await crm.client.patch(`/Users/${ada}`, [{ op: "replace", path: "active", value: false }]);
    await app.sync();

    expect(await crm.record(ada)).toMatchObject({ enabled: false, mode: "nonInteractive" });
    expect(problemOf(await bot(bo))).toBe("409 NON_INTERACTIVE_LIMIT");
    await crm.client.delete(`/Users/${ada}`);
    expect(problemOf(await bot(bo))).toBe("200");
  });

  it("sets who is restored back to Read-Write where others have taken the place [R121, R150]", async () => {
    const [ada = "", bo = ""] = await people(2);
    await limitTo(1);
    await bot(ada);
    await crm.client.delete(`/Users/${ada}`);
    await bot(bo);

    await crm.admin.post(`/deleted-users/${ada}/restore`);
    await app.sync();

    expect(await crm.record(ada)).toMatchObject({
      mode: "readWrite",
      problems: [expect.stringMatching(/^NON_INTERACTIVE_LIMIT: /)],
    });
    expect((await crm.client.get(`/Users/${ada}`)).body[CRM_USER].userKind).toBe("person");
    expect(await crm.faults()).toEqual([]);
  });

  it("refuses over SCIM, and lets in as Read-Write who comes with that mode [R121, R122]", async () => {
    const [ada = "", bo = ""] = await people(2);
    await limitTo(1);
    expect((await crm.set(ada, { accessMode: "Non-interactive" })).status).toBe(200);

    const refused = await crm.set(bo, { accessMode: "Non-interactive" });
    expect(errorOf(refused)).toBe("409");
    expect(refused.body.detail).toMatch(/^NON_INTERACTIVE_LIMIT: /);
    const late = await crm.synced("late", { accessMode: "Non-interactive" });

    const problems = [expect.stringMatching(/^NON_INTERACTIVE_LIMIT: /)];
    expect(await crm.record(late)).toMatchObject({ mode: "readWrite", enabled: true, problems });
    expect((await crm.row(late))?.access_mode).toBe(0);
    await crm.setMode(ada, "Read-Write");
    await crm.admin.post("/sync", {});
    await app.sync();
    expect(await crm.record(late)).toMatchObject({ mode: "readWrite", problems });
    expect(problemOf(await bot(late))).toBe("200");
    await app.sync();
    expect(await crm.record(late)).toMatchObject({ mode: "nonInteractive", problems: [] });
  });

  it(
    "gives the last place once, by whichever way it is asked for [R122, R150]",
    async () => {
      const ids = await people(12);
      await limitTo(3);

      const answers = await Promise.all(
        ids.map((id, index) => (index % 2 === 0 ? bot(id) : crm.set(id, { accessMode: "Non-interactive" }))),
      );

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
      expect(await crm.records("nonInteractive")).toHaveLength(3);
    },
    TIME_LIMIT,
  );

  it(
    "gives it once to two workers and a mode that is set beside them [R122, R150]",
    async () => {
      const [ada = ""] = await people(1);
      await limitTo(1);
      for (const name of ["b", "c", "d", "e"]) await crm.person(name, { accessMode: "Non-interactive" });

      await Promise.all([app.sync(), app.sync(), bot(ada)]);
      await app.sync();

      expect(await crm.records("nonInteractive")).toHaveLength(1);
      expect(await crm.records("enabled")).toHaveLength(5);
    },
    TIME_LIMIT,
  );
});
