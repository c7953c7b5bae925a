import type { UserForm } from "../../src/crm/form/user-form.js";
import type { Person } from "./people.js";
import { type Account, accountOf, check, countMatches, forEach, type Provider, scim } from "./provider.js";

/** People whose manager and membership are probed. */
const PROBES = 20;

/** Forms on a page. */
const PAGE = 100;

/** Asks whether references stand, as Entra does, and how many people are where. */
export async function probeReferences(provider: Provider): Promise<string> {
  const [everybody] = provider.teams;
  const managed = [...provider.accounts.values()].filter(({ person }) => person.manager !== undefined);
  await forEach(managed.slice(-PROBES), async ({ id, person, active }) => {
    const manager = accountOf(provider, person.manager ?? "");
    await probe(provider, "Users", `id eq "${id}" and manager eq "${manager.id}"`, 1);
    if (everybody !== undefined) {
      await probe(provider, "Groups", `id eq "${everybody.id}" and members eq "${id}"`, active ? 1 : 0);
    }
  });
  for (const { id, displayName, members } of provider.teams) {
    const { body } = await scim(provider, "GET", `/Groups/${id}`, 200);
    const { members: found = [] } = body as { members?: object[] };
    check(`the number of members of ${displayName}`, found.length, members.size);
  }
  const off = [...provider.accounts.values()].filter(({ active }) => !active).length;
  await probe(provider, "Users", "active eq false", off);
  return `managers and members as sent; ${off} people are off`;
}

async function probe(
  provider: Provider,
  type: "Users" | "Groups",
  filter: string,
  expected: number,
): Promise<void> {
  const query = new URLSearchParams({ filter, attributes: "id" });
  check(
    `the number of ${type} with ${filter}`,
    await countMatches(provider, `/${type}?${query.toString()}`),
    expected,
  );
}

/**
 * Reads every user form as the CRM does, and compares each field with what the provider holds.
 * @returns the forms by the id of the user
 */
export async function readForms(provider: Provider): Promise<Map<string, UserForm>> {
  const forms = new Map<string, UserForm>();
  let cursor = "";
  do {
    const path = `/crm/v1/users?limit=${PAGE}${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const { body } = await provider.client.send({ method: "GET", path, expect: 200 });
    const page = body as { value: UserForm[]; nextCursor?: string };
    for (const form of page.value) forms.set(form.userId ?? "", form);
    cursor = page.nextCursor ?? "";
  } while (cursor !== "");
  check("the number of user forms", forms.size, provider.accounts.size);
  for (const account of provider.accounts.values()) checkForm(account, forms.get(account.id));
  return forms;
}

function checkForm({ person }: Account, form: UserForm | undefined): void {
  check(`the user form of ${person.userName}`, form?.fields, expectedFields(person));
  check(`the list of problems of ${person.userName}`, form?.problems, []);
}

/** What the form must show: the CRM puts the given name first in Full Name, whatever a country does. */
function expectedFields(person: Person): UserForm["fields"] {
  const { office } = person;
  return {
    userName: person.userName,
    fullName: `${person.givenName} ${person.familyName}`,
    title: person.title,
    primaryEmail: person.userName,
    mainPhone: person.workPhone,
    mobilePhone: person.mobilePhone ?? null,
    fax: person.fax ?? null,
    address: {
      street: office.street,
      city: office.city,
      stateOrProvince: office.region ?? null,
      country: person.country,
    },
  };
}
