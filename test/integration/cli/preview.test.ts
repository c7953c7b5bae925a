import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isChanging } from "../../../src/admin/route.js";
import { operationOf } from "../../../src/cli/call-operation.js";
import { commands } from "../../../src/cli/run.js";
import { readUsher, runUsher } from "../../support/cli.js";
import { CRM_USER } from "../../support/scim-client.js";

/** Commands that call no operation and change what may matter to somebody's access. */
const WITHOUT_OPERATION = ["user create"];

const changing = commands.filter(
  ({ name, operations = [] }) =>
    WITHOUT_OPERATION.includes(name) || operations.some((operation) => isChanging(operationOf(operation))),
);

describe("commands that change something", () => {
  it.each(changing.map((command) => [command.name, command] as const))(
    "%s takes --preview, --at and --confirm",
    (_, { options = {} }) => {
      expect(Object.keys(options)).toEqual(expect.arrayContaining(["preview", "at", "confirm"]));
    },
  );
});

describe("usher --preview and the brake", () => {
  let directory: string;
  let env: Record<string, string>;
  const people = Array.from({ length: 6 }, (_, index) => `user${index}`);

  const usher = (words: string, ask?: (question: string) => Promise<boolean>) => runUsher(words, env, ask);
  const json = (words: string) => readUsher(words, env);
  const fileOf = (value: unknown): string => {
    const name = path.join(directory, "input.json");
    writeFileSync(name, JSON.stringify(value));
    return name;
  };
  const guard = async (): Promise<string | undefined> => (await json("instance list"))[0].guardGroupId;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    env = { DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}` };
    await usher("migrate");
    await usher("tenant add default");
    await usher("license add CRM --seats 10");
    for (const userName of people) {
      const extension = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
      await json(`user create ${fileOf({ userName, [CRM_USER]: extension })}`);
    }
    await usher("group create Few");
    await usher("settings set access.brake.people 2");
    await usher("sync --wait");
  }, 60_000);
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("shows who would lose what, by name, and changes nothing", async () => {
    const { code, out, notes } = await usher("instance guard main --group Few --preview");
    const lines = out.split("\n");

    expect(code).toBe(3);
    expect(notes).toBe("");
    expect(lines[0]).toBe("6 lose access, 0 get it, 0 keep it in another way");
    expect(out).toMatch(
      /\nINSTANCE +BEFORE +AFTER +LOSE +GET +CHANGE +NEW REASONS\nmain +6 +0 +6 +0 +0 +6 NOT_IN_SEC/,
    );
    expect(out).toContain("Records: 6 disabled");
    expect(out).toMatch(
      /\nUSER +INSTANCE +ACCESS +WHY +ROLES\nuser0 +main +full to none +NOT_IN_SECURITY_GROUP\n/,
    );
    expect(out).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(lines.at(-1)).toMatch(/^To make this change, repeat the command with --confirm \S{22}$/);
    expect(await guard()).toBeUndefined();
  });

  it("shows seats and roles that move, and ends with 0 if nobody loses access", async () => {
    const bought = await usher("license buy CRM --seats 5 --preview");
    const given = await usher("role add user0 --role Delegate --preview");
    const added = await usher(
      `user create ${fileOf({ userName: "new", [CRM_USER]: { licenseSkus: "CRM" } })} --preview`,
    );

    expect([bought.code, given.code, added.code]).toEqual([0, 0, 0]);
    expect(bought.out).toMatch(/\nSKU +FREE BEFORE +FREE AFTER .*\nCRM +4 +9 /);
    expect(given.out).toMatch(/\nROLE +INSTANCE +GET IT +LOSE IT\nDelegate +main +1 +0\n/);
    expect(given.out).toMatch(/\nuser0 +main +full to full +\+Delegate/);
    expect(added.out).toMatch(/\nCRM +4 +3 +1 /);
    expect((await json("license list"))[0].purchased).toBe(10);
    expect(await json("user list")).toHaveLength(6);
  });

  it("prints the answer of the API with --json", async () => {
    const { code, out } = await usher("user delete user1 --preview --json");

    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ loses: 1, value: [{ userName: "user1", change: "loses" }] });
    expect(await json("user list")).toHaveLength(6);
  });

  it("is refused where nobody can be asked, and made with --confirm", async () => {
    const refused = await usher("instance guard main --group Few");
    const confirm = /--confirm (\S+)/.exec(refused.notes)?.[1];

    expect([refused.code, refused.out]).toEqual([3, ""]);
    expect(refused.notes).toContain("6 lose access");
    expect(refused.notes).toContain("usher: Nothing was changed");
    expect(await guard()).toBeUndefined();
    expect((await usher("instance guard main --group Few --confirm nonsense")).code).toBe(3);
    expect((await usher(`instance guard main --group Few --confirm ${confirm}`)).code).toBe(0);
    expect(await guard()).toEqual(expect.any(String));
  });

  it("asks at a terminal, and makes the change if the answer is yes", async () => {
    const questions: string[] = [];
    const answering = (isYes: boolean) => async (question: string) => {
      questions.push(question);
      return isYes;
    };
    const no = await usher("instance guard main --group Few", answering(false));
    expect(await guard()).toBeUndefined();
    const yes = await usher("instance guard main --group Few", answering(true));

    expect(questions).toEqual(Array(2).fill("Make this change? 6 users lose access. [y/N] "));
    expect([no.code, yes.code]).toEqual([3, 0]);
    expect(no.notes).toMatch(/6 lose access[^]*Nothing was changed/);
    expect(yes.out).toContain("Instance 'main' is guarded by");
  });

  it("previews a file of operations, and a later instant", async () => {
    const operations = [
      { method: "DELETE", path: "/users/user0" },
      { method: "DELETE", path: "/users/user1" },
    ];
    const several = await usher(`preview --file ${fileOf(operations)}`);
    const later = await usher("preview --at 2099-01-01");
    const broken = await usher(
      `preview --file ${fileOf([...operations, { method: "DELETE", path: "/users/none" }])}`,
    );

    expect([several.code, several.out.split("\n")[0]]).toEqual([
      3,
      "2 lose access, 0 get it, 0 keep it in another way",
    ]);
    expect([later.code, later.out]).toEqual([0, "0 lose access, 0 get it, 0 keep it in another way"]);
    expect([broken.code, broken.notes]).toEqual([1, expect.stringContaining("operations[2]: ")]);
    expect((await usher("preview")).code).toBe(1);
    expect((await usher("user delete user0 --at 2099-01-01")).notes).toContain("--at needs --preview");
    expect((await usher("user delete user0 --preview --at 2000-01-01")).code).toBe(1);
  });

  it("is in the help of a command", async () => {
    expect((await usher("user delete --help")).out).toMatch(/--preview +only show what it would change/);
  });
});
