import fc from "fast-check";
import { queryRows } from "../../../src/db/query.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import type { Answer } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";
import { workJobs } from "../../support/work-jobs.js";

type Json = Answer["body"];

const CSV = { "Content-Type": "text/csv" };

describe.each(DATABASES)("an import of users on %s", (database) => {
  let now = Date.now();
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
  });

  const send = (file: unknown, query = "", by = admin): Promise<Answer> =>
    by.send("POST", `/imports/users${query}`, file, CSV);
  const plan = async (file: unknown, query = ""): Promise<Json> => {
    const answer = await send(file, query);
    if (answer.status !== 201) throw new Error(`answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const lines = ({ id }: Json): Promise<Json[]> => admin.all(`/imports/${id}/lines?limit=2`);
  const apply = async ({ id }: Json): Promise<Json> => {
    const { body } = await admin.post(`/imports/${id}/apply`);
    await workJobs(app, () => now);
    return (await admin.get(`/jobs/${body.id}`)).body;
  };
  const userOf = async (userName: string): Promise<Json> =>
    (await client.find("/Users", `userName eq "${userName}"`))[0];

  it("says what becomes of each line, and changes nobody until it is applied", async () => {
    await client.createUser({ userName: "ada", title: "Boss" });
    await client.createUser({ userName: "bob", title: "Clerk" });
    const file =
      "User Name,Job Title,Notes\r\nADA,Boss,x\r\nbob,Boss,\r\nzoe,Boss,\r\n,Boss,\r\nzoe,Clerk,\r\n";
    const planned = await plan(file);

    expect(planned).toMatchObject({
      state: "planned",
      columns: [{ name: "User Name", path: "userName" }, { path: "title" }, { name: "Notes" }],
      counts: { create: 1, update: 1, unchanged: 1, refused: 2 },
    });
    expect(await lines(planned)).toMatchObject([
      { line: 2, action: "unchanged", userName: "ADA" },
      { line: 3, action: "update", userName: "bob", changed: ["title"] },
      { line: 4, action: "create", userName: "zoe" },
      { line: 5, action: "refused", detail: "the line has no userName" },
      { line: 6, action: "refused", code: "uniqueness", userName: "zoe" },
    ]);
    expect(await userOf("zoe")).toBeUndefined();

    expect(await apply(planned)).toMatchObject({ kind: "importUsers", state: "done", total: 2, failed: 0 });
    expect(await userOf("zoe")).toMatchObject({ userName: "zoe", title: "Boss" });
    expect(await userOf("bob")).toMatchObject({ title: "Boss" });
    expect((await plan(file)).counts).toEqual({ create: 0, update: 0, unchanged: 3, refused: 2 });
  });

  it("reads the template of the Microsoft 365 admin center, with a byte order mark and quotes", async () => {
    const file = `\uFEFFUsername,First name,Last name,Display name,Job title,Department,Office number,Office phone,Mobile phone,Fax,Alternate email address,Address,City,State or province,ZIP or postal code,Country or region
ada@contoso.com,Ada,Lovelace,"Lovelace, ""Ada""",=SUM(A1),Sales,12,+44 1,+44 2,,ada@home,"1, High St",London,,E1,GB
`;
    await apply(await plan(file));
    expect(await userOf("ada@contoso.com")).toMatchObject({
      name: { givenName: "Ada", familyName: "Lovelace" },
      displayName: 'Lovelace, "Ada"',
      title: "=SUM(A1)",
      phoneNumbers: [
        { type: "work", value: "+44 1" },
        { type: "mobile", value: "+44 2" },
      ],
      addresses: [
        { type: "work", streetAddress: "1, High St", locality: "London", postalCode: "E1", country: "GB" },
      ],
    });
    expect((await userOf("ada@contoso.com")).emails).toBeUndefined();
  });

  it("changes the element of the type in a list, and leaves the others", async () => {
    const emails = [{ value: "ann@contoso.com", primary: true }];
    const phoneNumbers = [
      { type: "work", value: "1" },
      { type: "mobile", value: "2" },
    ];
    await client.createUser({ userName: "ann", emails, phoneNumbers });
    await apply(await plan("userName,Email,Mobile phone\nann,ANN@contoso.com,3\n"));
    expect(await userOf("ann")).toMatchObject({
      emails,
      phoneNumbers: [{ value: "1" }, { type: "mobile", value: "3" }],
    });
  });

  it("takes the attribute that is asked for, and leaves a column out", async () => {
    const columns = encodeURIComponent(JSON.stringify({ Login: "userName", Title: "" }));
    expect((await plan("Login,Title\nann,Boss\n")).counts).toMatchObject({ refused: 1 });
    const planned = await plan("Login,Title\nann,Boss\n", `?columns=${columns}`);
    expect(planned.counts).toMatchObject({ create: 1 });
    await apply(planned);
    expect((await userOf("ann")).title).toBeUndefined();
  });

  it("gives created users the licenses while there are seats, and tells who got none", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 1 });
    const planned = await plan("userName\nann\nbob\n", "?licenses=crm");
    expect(planned.seats).toMatchObject([{ partNumber: "CRM", needed: 2, available: 1 }]);
    const job = await apply(planned);
    expect(job).toMatchObject({ done: 2, failed: 1 });
    const [failed] = (await admin.get(`/jobs/${job.id}/results?state=failed`)).body.value;
    expect(failed).toMatchObject({ displayName: "bob", code: "LICENSE_POOL_EXHAUSTED" });
    await admin.post("/licenses/CRM/purchase", { seats: 1 });
    await admin.post(`/jobs/${job.id}/retry`);
    await workJobs(app, () => now);
    expect((await admin.get("/users?license=CRM")).body.value).toHaveLength(2);
    expect(problemOf(await send("userName\nann\n", "?licenses=GOLD"))).toBe("404 UNKNOWN_SKU");
  });

  it("shows the temporary passwords once, to whoever applied it, and stores none in clear [R006]", async () => {
    const planned = await plan("userName\nann\n");
    const path = `/imports/${planned.id}/passwords`;
    expect(problemOf(await admin.post(path))).toBe("409 conflict");
    await apply(planned);
    const rows = await queryRows(app.db.write, "select * from user_import_lines where tenant_id = ?", [
      client.tenantId,
    ]);
    const other = await app.admin(client, ["userManagement"]);
    expect(problemOf(await other.post(path))).toBe("403 forbidden");
    const [{ userName, temporaryPassword }] = (await admin.post(path)).body.value;
    expect(userName).toBe("ann");
    expect(temporaryPassword).toHaveLength(16);
    expect(JSON.stringify(rows)).not.toContain(temporaryPassword);
    expect((await admin.post(path)).body.value).toEqual([]);
  });

  it("applies a plan once, however often it is asked for, and of two plans for one name the first", async () => {
    const [first, second] = [await plan("userName\nann\n"), await plan("userName\nann\n")];
    const answers = await Promise.all([1, 2].map(() => admin.post(`/imports/${first.id}/apply`)));
    expect(answers.map(({ status }) => status)).toContain(202);
    expect((await apply(first)).total).toBe(1);
    expect((await admin.get("/jobs")).body.value).toHaveLength(1);
    expect(await apply(second)).toMatchObject({ done: 1, failed: 1 });
  });

  it("goes on after a crash without making anybody twice", async () => {
    const job = await apply(await plan("userName,title\nann,Boss\nbob,Boss\n"));
    const left = "update job_items set state = 'waiting' where tenant_id = ?";
    await queryRows(app.db.write, left, [client.tenantId]);
    const open = "update jobs set state = 'running', ended_at = null, done = 0 where tenant_id = ?";
    await queryRows(app.db.write, open, [client.tenantId]);
    await workJobs(app, () => now);
    expect((await admin.get(`/jobs/${job.id}`)).body).toMatchObject({ state: "done", done: 2, failed: 0 });
  });

  it.each([
    ["", "400 IMPORT_HEADER"],
    ["Title,Job title\nx,y\n", "400 IMPORT_HEADER"],
    [`userName,title\n${",x\n".repeat(20_001)}`, "413 payloadTooLarge"],
    [`${"c,".repeat(100)}c\n`, "400 IMPORT_HEADER"],
    [Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0]), "400 invalidSyntax"],
    ['userName\n"ann\n', "400 CSV_QUOTE_NOT_CLOSED"],
    [`userName\n${"a".repeat(1_000_000)}\n`, "400 CSV_QUOTE_NOT_CLOSED"],
  ])("refuses a file as a whole that it cannot read: %#", async (file, problem) => {
    expect(problemOf(await send(file))).toBe(problem);
    expect(
      await queryRows(app.db.write, "select id from user_imports where tenant_id = ?", [client.tenantId]),
    ).toEqual([]);
  });

  it("refuses single lines, and names the value at fault", async () => {
    const file = `userName,title\nann\nbob,${"x".repeat(200)}\ncarl,a\0b\n${"d".repeat(2000)},x\n`;
    const refused = await lines(await plan(file));
    expect(refused.map(({ action }) => action)).toEqual(["refused", "refused", "refused", "refused"]);
    expect(refused[0].detail).toContain("1 values where the header has 2");
    expect(refused[1]).toMatchObject({ code: "TOO_LONG", detail: expect.stringContaining("title") });
  });

  it("is forgotten after a day, and is of one tenant", async () => {
    const planned = await plan("userName\nann\n");
    const other = await app.admin(await app.connect());
    for (const path of ["", "/lines"])
      expect((await other.get(`/imports/${planned.id}${path}`)).status).toBe(404);
    expect((await other.post(`/imports/${planned.id}/apply`)).status).toBe(404);
    now += 25 * 3_600_000;
    expect((await admin.post(`/imports/${planned.id}/apply`)).status).toBe(404);
  });

  it("has nothing left to do once it is applied, whatever is in the file", async () => {
    const value = fc.stringMatching(/^[ -~]{0,12}$/).map((text) => `"${text.replaceAll('"', '""')}"`);
    const row = fc.tuple(fc.stringMatching(/^[a-cA-C]{1,2}$/), value, value, value, value, value);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const header = "userName,title,name.givenName,Department,Email,City";
        const file = `${[header, ...rows.map((cells) => cells.join(","))].join("\n")}\n`;
        const before = await plan(file);
        const { failed } = await apply(before);
        const after = await plan(file);
        expect({ failed, ...after.counts }).toEqual({
          failed: 0,
          create: 0,
          update: 0,
          unchanged: before.counts.create + before.counts.update + before.counts.unchanged,
          refused: before.counts.refused,
        });
      }),
      { numRuns: runs(5, 50) },
    );
  });
});
