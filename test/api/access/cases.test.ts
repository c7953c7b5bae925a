import { DAY } from "../../../src/db/duration.js";
import { ACCESS_CASES, expectedDecision } from "../../support/access-cases.js";
import { AccessStage } from "../../support/access-stage.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";

/** What brings the situation of each case about, of a person who is licensed, in the group, has a role and a record. */
type Steps = (stage: AccessStage, wait: (milliseconds: number) => void) => Promise<void>;

const SITUATIONS: Readonly<Record<string, Steps>> = {
  G03: async (stage) => {
    await stage.begin();
    await stage.setLicense("none");
    await stage.synchronize();
  },
  G04: async (stage) => {
    await stage.begin();
    await stage.setLicense("none");
  },
  G05: async (stage) => {
    await stage.takeSeats(2);
    await stage.begin();
  },
  G06: async (stage) => {
    await stage.begin();
    await stage.leave();
    await stage.synchronize();
  },
  G07: (stage) => stage.begin({ inGroup: false }),
  G12: async (stage) => {
    await stage.begin({ roles: "none" });
    await stage.addToTeam("owner");
    await stage.synchronize();
  },
  G13: async (stage) => {
    await stage.begin({ roles: "none" });
    await stage.addToTeam("group");
    await stage.synchronize();
  },
  G14: async (stage) => {
    await stage.choose({ ruleset: "current" });
    await SITUATIONS["G13"]?.(stage, () => undefined);
  },
  G15: async (stage) => {
    await stage.choose({ ruleset: "current" });
    await SITUATIONS["G12"]?.(stage, () => undefined);
  },
  G16: (stage) => stage.begin({ roles: "Salesperson;Basic User;Delegate" }),
  G17: async (stage) => {
    await stage.begin();
    await stage.setActive(false);
    await stage.synchronize();
  },
  G20: async (stage) => {
    await enableAgain(stage);
    await stage.synchronize();
  },
  G21: async (stage) => {
    await enableAgain(stage);
    await stage.synchronize();
    await stage.invite();
  },
  G22: async (stage) => {
    await enableAgain(stage);
    await stage.synchronize();
    await stage.answer((await stage.invite()).token, "accept");
  },
  G23: async (stage) => {
    await stage.begin({ licensed: false, roles: "none" });
    await stage.invite();
    await stage.synchronize();
  },
  G24: async (stage, wait) => {
    await stage.begin({ licensed: false });
    await stage.invite();
    await stage.synchronize();
    wait(14 * DAY);
    await stage.force();
  },
  G25: async (stage) => {
    await stage.begin({ licensed: false });
    const { token } = await stage.invite();
    await stage.synchronize();
    await stage.answer(token, "reject");
    await stage.synchronize();
  },
  G26: async (stage) => {
    await stage.begin();
    await stage.revoke((await stage.invite()).id);
    await stage.synchronize();
  },
  G31: async (stage) => {
    await stage.begin({ mode: "Non-interactive" });
    await stage.setLicense("none");
    await stage.synchronize();
  },
  G32: (stage) => stage.begin({ mode: "Non-interactive" }),
  G34: async (stage) => {
    await stage.begin({ mode: "Non-interactive", roles: "none" });
    await stage.setLicense("none");
    await stage.synchronize();
  },
  G35: (stage) => stage.begin({ mode: "Read" }),
  G37: (stage) => beginAdministrator(stage, "global"),
  G38: (stage) => beginAdministrator(stage, "global", { licensed: false, inGroup: false }),
  G39: (stage) => beginAdministrator(stage, "service", { licensed: false }),
  G40: async (stage) => {
    await beginAdministrator(stage, "service");
    await stage.leave();
    await stage.synchronize();
  },
  G41: (stage) => beginAdministrator(stage, "userManagement"),
  G42: (stage) => beginAdministrator(stage, "password", { licensed: false }),
  G43: async (stage) => {
    await stage.begin();
    await stage.administer("billing");
    await stage.synchronize();
  },
  G44: async (stage) => {
    await stage.choose({ ruleset: "current" });
    await beginAdministrator(stage, "global");
  },
  G45: async (stage) => {
    await stage.addGlobalAdministrator();
    await beginAdministrator(stage, "global");
    await stage.setActive(false);
    await stage.synchronize();
  },
  G46: async (stage) => {
    await stage.addCustomRole("Robots");
    await stage.beginProgram("Robots");
  },
  G48: async (stage) => {
    await stage.addCustomRole("Robots");
    await stage.beginProgram("Robots");
    await stage.setActive(false);
    await stage.synchronize();
  },
  G51: async (stage) => {
    await stage.begin();
    await stage.delete();
    await stage.synchronize();
  },
  G52: async (stage) => {
    await stage.begin({ synchronized: false });
    await stage.delete();
    await stage.synchronize();
  },
  G53: (stage) => enableAgain(stage),
  G54: (stage) => stage.takeSystemUser(),
  G55: async (stage) => {
    await stage.choose({ ruleset: "current" });
    await stage.begin({ synchronized: false });
  },
  G56: async (stage) => {
    await beginAdministrator(stage, "service");
    await stage.nest();
    await stage.synchronize();
  },
  G57: async (stage) => {
    await stage.clearGuard();
    await stage.begin({ inGroup: false });
    await stage.setLicense("none");
    await stage.synchronize();
  },
  G58: async (stage) => {
    await stage.choose({ "invitation.onReenable": "none" });
    await stage.begin();
    await stage.leave();
    await stage.synchronize();
    await stage.join();
  },
};

/** What no call brings about, and why. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  G49: "stubs come out of files that an operator imports",
};

/** Somebody who was disabled and is not any longer; the last synchronization is yet to come. */
async function enableAgain(stage: AccessStage): Promise<void> {
  await stage.begin();
  await stage.setActive(false);
  await stage.synchronize();
  await stage.setActive(true);
}

async function beginAdministrator(
  stage: AccessStage,
  role: string,
  beginning: { readonly licensed?: boolean; readonly inGroup?: boolean } = {},
): Promise<void> {
  await stage.begin({ roles: "none", ...beginning, synchronized: false });
  await stage.administer(role);
  await stage.synchronize();
}

describe.each(DATABASES)("the cases of the decision over HTTP on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });

  it.each(ACCESS_CASES.filter(({ id }) => id in SITUATIONS))(
    "$id: $given [R004] [R072] [R085] [R106] [R119] [R135]",
    async (accessCase) => {
      const stage = await AccessStage.open(app);
      const wait = (milliseconds: number): void => {
        now += milliseconds;
      };
      await SITUATIONS[accessCase.id]?.(stage, wait);
      const expected = expectedDecision(accessCase);
      const questions = ["signIn", "api", "portal"].map((name) => ({ action: { name } }));

      const [signIn, api, portal] = await stage.crm.askAll({
        subject: stage.subject,
        resource: { type: "instance", id: "main" },
        evaluations: questions,
      });

      const { context } = signIn;
      expect({
        canSignIn: signIn.decision,
        apiAccess: api.decision,
        portalSignIn: portal.decision,
        features: context.features,
        reasons: context.reasons.map(({ code }: { code: string }) => code),
      }).toEqual({
        canSignIn: expected.canSignIn,
        apiAccess: expected.apiAccess,
        portalSignIn: expected.portalSignIn,
        features: expected.features,
        reasons: expected.reasons,
      });
      const explained = await stage.explained();
      const codes = explained.reasons.map(({ code }: { code: string }) => code);
      expect({ ...explained, reasons: codes }).toMatchObject(expected);
    },
  );

  it("are all brought about, but for one", () => {
    const ids = ACCESS_CASES.map(({ id }) => id);

    expect([...Object.keys(SITUATIONS), ...Object.keys(OUT_OF_REACH)].sort()).toEqual([...ids].sort());
    expect(Object.keys(OUT_OF_REACH)).toHaveLength(1);
  });
});
