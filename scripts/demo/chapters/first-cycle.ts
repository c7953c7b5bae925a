import type { UserForm } from "../../../src/crm/form/user-form.js";
import * as changes from "../changes.js";
import * as initial from "../initial-cycle.js";
import { PARALLEL, type Provider } from "../provider.js";
import { probeReferences, readForms } from "../read-back.js";
import { stepLine, wholeForm } from "../report.js";
import type { Story } from "../story.js";

/** What is done to an empty server, in this order, under these names. */
const STEPS: readonly (readonly [title: string, run: (provider: Provider) => Promise<string>])[] = [
  ["Test connection", initial.testConnection],
  ["Match people", initial.matchPeople],
  ["Create people", initial.createUsers],
  ["Set managers", initial.setManagers],
  ["Create groups", initial.createGroups],
  ["Fill groups", initial.fillGroups],
  ["Rename people", changes.renamePeople],
  ["Promote people", changes.promotePeople],
  ["Move people", changes.relocatePeople],
  ["Deactivate people", changes.deactivatePeople],
  ["Rename a group", changes.renameGroup],
  ["Delete people", changes.deletePeople],
  ["Check references", probeReferences],
];

/** An identity provider fills the directory, and every answer is checked. */
export async function fillDirectory(story: Story): Promise<void> {
  const { paper, provider } = story;
  paper.chapter("An identity provider fills the directory");
  paper.say(
    `The directory is empty. Microsoft Entra ID pushes ${provider.accounts.size} people of a company to /scim/v2, with all its quirks, ${PARALLEL} requests at a time.`,
  );
  paper.line("");
  for (const [title, run] of STEPS) await timed(story, title, () => run(provider));
  let forms: ReadonlyMap<string, UserForm> = new Map();
  await timed(story, "Read user forms", async () => {
    forms = await readForms(provider);
    return `${forms.size} forms, each field equal to what the provider holds`;
  });
  paper.say(
    "Every person now has a user form of the CRM, GET /crm/v1/users. One of them, with the Dataverse column of each field:",
  );
  const form = [...forms.values()].find(isFull);
  if (form !== undefined) paper.table(...wholeForm(form));
  paper.say("A person in the directory has no access yet: that needs a license and a security role.");
}

/** Whether no row of the form is empty. */
function isFull({ fields: { fax, mobilePhone, address } }: UserForm): boolean {
  return fax !== null && mobilePhone !== null && address.stateOrProvince !== null;
}

async function timed(
  { paper, provider: { client } }: Story,
  title: string,
  run: () => Promise<string>,
): Promise<void> {
  const [requests, begin] = [client.requests(), performance.now()];
  const note = await run();
  paper.line(stepLine(title, client.requests() - requests, (performance.now() - begin) / 1000, note));
}
