import { setTimeout as sleep } from "node:timers/promises";
import { send } from "./support/server.js";
import { adminToken, serverUrl, settle, signIn, useBrowser } from "./support/site.js";

const CRM_USER = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  return send<Answer>(`${serverUrl()}/admin/v1${path}`, { method, token: adminToken(), body });
}

/** An instance of its own, the ids of people who can enter it, and the id of a group that they are in. */
async function world(
  people: number,
): Promise<{ instance: string; userIds: string[]; groupId: string; group: string }> {
  const stamp = Date.now();
  const instance = `zz-${stamp}`;
  const partNumber = `ZZ_${stamp}`;
  await call("POST", "/instances", { name: instance });
  await call("POST", "/licenses", {
    partNumber,
    displayName: partNumber,
    purchased: people,
    instances: [instance],
  });
  const userIds: string[] = [];
  for (let index = 0; index < people; index++) {
    const userName = `zz${index}.${stamp}`;
    const emails = [{ value: `${userName}@contoso.com`, type: "work", primary: true }];
    const crm = { licenseSkus: partNumber, securityRoleNames: `Salesperson@${instance}` };
    const body = {
      userName,
      emails,
      displayName: `Zoe ${index}`,
      name: { givenName: "Zoe", familyName: `${index}` },
    };
    const { user } = await call<{ user: { id: string } }>("POST", "/users", { ...body, [CRM_USER]: crm });
    userIds.push(user.id);
  }
  const group = `Zoes ${stamp}`;
  const members = userIds.map((value) => ({ value }));
  const { id: groupId } = await call<{ id: string }>("POST", "/groups", {
    displayName: group,
    members,
  });
  return { instance, userIds, groupId, group };
}

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

describe("what a change would do", () => {
  const browser = useBrowser();

  it("is shown before it is made, and a change that shuts out many people asks again", async () => {
    const { instance, userIds, groupId, group } = await world(11);
    const visit = await browser.visit();
    const { page, errors, go } = visit;
    await signIn(visit);

    await go(`/users/${userIds[0]}/account`);
    await page.getByRole("button", { name: "Block sign-in" }).click();
    const block = page.getByRole("alertdialog");
    await block.getByText(/^1 person would lose access/).waitFor();
    expect(
      await block.getByRole("row", { name: `Zoe 0 ${instance} Loses access Sign-in blocked` }).count(),
    ).toBe(1);
    await page.keyboard.press("Escape");

    await go(`/instances/${instance}/guard`);
    await page.getByRole("button", { name: "Change the guard" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("combobox").click();
    await dialog.getByRole("combobox").fill(group);
    await page.getByRole("option", { name: group }).click();
    await dialog.getByText(/would change/).waitFor();
    await dialog.getByLabel(/^Type/).fill(instance);
    // The group is emptied meanwhile.
    await call("POST", `/groups/${groupId}/members`, { remove: userIds });
    await dialog.getByRole("button", { name: "Change", exact: true }).click();
    const brake = page.getByRole("dialog", { name: "This would shut out many people" });
    await brake.getByText(/^\d+ people would lose access/).waitFor();
    await brake.getByRole("button", { name: "Cancel" }).click();
    await dialog
      .getByText(/Nothing was changed|would lose/)
      .first()
      .waitFor();
    expect(
      (await call<{ guardGroupId?: string }>("GET", `/instances/${instance}`)).guardGroupId,
    ).toBeUndefined();

    await dialog.getByRole("button", { name: "Change", exact: true }).click();
    await brake.getByRole("button", { name: "Change it anyway" }).click();
    await dialog.waitFor({ state: "detached" });
    await settle(page);
    expect((await call<{ guardGroupId?: string }>("GET", `/instances/${instance}`)).guardGroupId).toBe(
      groupId,
    );
    expect(errors.filter((text) => !text.includes(" 409 "))).toEqual([]);
  });

  it("is shown of changes of a provider that are held, with the people, until somebody decides", async () => {
    const { instance, userIds, groupId } = await world(3);
    await call("PUT", `/instances/${instance}/guard`, { groupId });
    // Only who has access can lose it, and the records are enabled a moment later. Administrators have it as well.
    const isInside = async () => {
      const path = `/users?instance=${instance}&access=can`;
      const ids = (await call<{ value: { id: string }[] }>("GET", path)).value.map(({ id }) => id);
      return userIds.every((id) => ids.includes(id));
    };
    while (!(await isInside())) await sleep(100);
    await call("PATCH", "/settings", { "access.hold.people": 1, "access.hold.percent": 1 });
    try {
      const scope = { connection: "default", scopes: ["scim"] };
      const { secret: token } = await call<{ secret: string }>("POST", "/tokens", {
        name: instance,
        ...scope,
      });
      await send(`${serverUrl()}/scim/v2/Groups/${groupId}`, {
        method: "PATCH",
        token,
        body: { schemas: [PATCH], Operations: [{ op: "remove", path: "members" }] },
      });
      const visit = await browser.visit();
      const { page, errors, go } = visit;
      await signIn(visit);
      await go("/home");
      const bar = page.getByRole("region", { name: "Held changes of default" }).first();
      await bar.getByRole("button", { name: "Who is it?" }).click();
      await bar.getByRole("link", { name: "Zoe 0" }).waitFor();
      await bar.getByRole("button", { name: "Discard" }).click();
      const dialog = page.getByRole("alertdialog");
      await dialog.getByText(/would change/).waitFor();
      await dialog.getByRole("button", { name: "Discard" }).click();
      await bar.waitFor({ state: "detached" });
      expect(errors).toEqual([]);
    } finally {
      await call("PATCH", "/settings", { "access.hold.people": 25, "access.hold.percent": 20 });
    }
  });
});
