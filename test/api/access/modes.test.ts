import { inShort, questionOf } from "../../support/access-client.js";
import { AccessStage } from "../../support/access-stage.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";

describe.each(DATABASES)("what a mode opens on %s", (database) => {
  const app = useTestApp(database);
  let stage: AccessStage;

  beforeEach(async () => {
    stage = await AccessStage.open(app);
  });

  const may = async (name: string, table: string) =>
    inShort(
      await stage.crm.ask({
        subject: stage.subject,
        action: { name },
        resource: { type: "table", id: table, properties: { instance: "main" } },
      }),
    );
  const at = (door: "signIn" | "api" | "portal") =>
    stage.crm.at(door, stage.subject.id, "main", stage.subject.type);

  it("is the settings alone in administrative mode, even for System Administrator [R106] [R107]", async () => {
    await stage.begin({ licensed: false, roles: "none" });
    await stage.administer("global");
    await stage.force();
    const notes = "ADMINISTRATIVE_MODE_FORCED, SYSTEM_ADMINISTRATOR_AUTO";

    expect(await at("signIn")).toBe(`yes: ${notes}`);
    for (const table of ["user", "team", "role", "settings", "customization"]) {
      expect([table, await may("Write", table)]).toEqual([table, `yes: ${notes}`]);
    }
    for (const table of ["account", "opportunity", "case", "note", "new_boat"]) {
      expect([table, await may("Read", table)]).toEqual([table, `no: SETTINGS_ONLY, ${notes}`]);
    }
  });

  it("ends with the office that brought it, and is all of it with a license [R084]", async () => {
    await stage.addGlobalAdministrator();
    await stage.begin({ licensed: false, roles: "none" });
    await stage.administer("global");
    await stage.force();
    const features = async () => {
      const { context } = await stage.crm.ask(questionOf("signIn", stage.subject.id));
      return [context.features, context.accessMode];
    };
    expect(await features()).toEqual(["settingsOnly", "Administrative"]);

    await stage.setLicense("CRM");
    await stage.synchronize();
    expect(await features()).toEqual(["full", "Read-Write"]);
    await stage.setLicense("none");
    await stage.synchronize();
    expect(await features()).toEqual(["settingsOnly", "Administrative"]);
    await stage.administer();
    expect(await at("signIn")).toBe("no: NO_LICENSE, SYNC_PENDING, NO_SECURITY_ROLE");
    await stage.synchronize();
    expect(await at("signIn")).toBe("no: NO_LICENSE, NO_SECURITY_ROLE");
  });

  it("is reading alone in the mode Read", async () => {
    await stage.begin({ mode: "Read" });

    expect(await may("Read", "account")).toBe("yes");
    expect(await may("Write", "account")).toBe("no: READ_ONLY");
  });

  it("is the API alone for a non-interactive user [R119] [R120]", async () => {
    await stage.begin({ mode: "Non-interactive" });
    await stage.setLicense("none");
    await stage.synchronize();

    expect(await at("signIn")).toBe("no: NO_INTERACTIVE_SIGN_IN");
    expect(await at("api")).toBe("yes: NO_INTERACTIVE_SIGN_IN");
    expect(await may("Read", "account")).toBe("yes: NO_INTERACTIVE_SIGN_IN");
  });

  it("is the API for a program, which is known by the id of its app and needs a role of its own [R128] [R133]", async () => {
    await stage.addCustomRole("Robots");
    await stage.beginProgram("none");
    expect(await at("api")).toBe("no: NO_SECURITY_ROLE, NO_INTERACTIVE_SIGN_IN");

    await stage.setRoles("Basic User");
    const { decision, context } = await stage.crm.ask(
      questionOf("api", stage.subject.id, "main", "application"),
    );
    expect([decision, context.warnings]).toEqual([true, ["CUSTOM_ROLE_EXPECTED"]]);

    await stage.setRoles("Robots");
    const byApp = await stage.crm.ask(
      questionOf("api", AccessStage.APPLICATION_ID.toUpperCase(), "main", "application"),
    );
    expect([inShort(byApp), byApp.context.warnings]).toEqual(["yes: NO_INTERACTIVE_SIGN_IN", []]);
    expect(await at("signIn")).toBe("no: NO_INTERACTIVE_SIGN_IN");
    expect(await at("portal")).toBe("no: NO_INTERACTIVE_SIGN_IN");
  });
});
