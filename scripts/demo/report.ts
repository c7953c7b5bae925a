import type { UserForm } from "../../src/crm/user-form.js";
import type { Provider } from "./provider.js";
import { type Column, fit, renderTable } from "./text-table.js";

/** Forms in the table, each from another country. */
const SHOWN = 12;

/** Lines are at most 100 columns of a terminal wide. */
const columns: readonly Column[] = [
  { title: "Full Name", width: 22 },
  { title: "Title", width: 24 },
  { title: "Main Phone", width: 18 },
  { title: "City", width: 18 },
  { title: "Country", width: 7 },
];

/** One line for a finished step. */
export function stepLine(title: string, requests: number, seconds: number, note: string): string {
  return `  ${fit(title, 18)} ${String(requests).padStart(4)} requests ${seconds.toFixed(2).padStart(6)} s  ${note}`;
}

/** A dozen forms as a table, and one of them whole. */
export function formLines(provider: Provider, forms: ReadonlyMap<string, UserForm>): string[] {
  const chosen = chooseForms(provider, forms);
  const rows = chosen.map(({ fields }) => [
    fields.fullName ?? "",
    fields.title ?? "",
    fields.mainPhone ?? "",
    fields.address.city ?? "",
    fields.address.country ?? "",
  ]);
  const example = chosen.find(isFull) ?? chosen[0];
  return [
    `${SHOWN} of ${forms.size} user forms, from GET /crm/v1/users:`,
    "",
    ...renderTable(columns, rows),
    ...(example === undefined ? [] : ["", "One of them whole:", "", ...wholeForm(example)]),
  ].map((line) => (line === "" ? "" : `  ${line}`));
}

/** Whether no row of the form is empty. */
function isFull({ fields: { fax, mobilePhone, address } }: UserForm): boolean {
  return fax !== null && mobilePhone !== null && address.stateOrProvince !== null;
}

/** A person of each country, further down the company each time. */
function chooseForms({ accounts }: Provider, forms: ReadonlyMap<string, UserForm>): UserForm[] {
  const chosen = new Map<string, UserForm>();
  const spread = Math.floor(accounts.size / SHOWN);
  for (const [index, { id, person }] of [...accounts.values()].entries()) {
    const form = forms.get(id);
    if (form === undefined || chosen.has(person.country) || index < chosen.size * spread) continue;
    chosen.set(person.country, form);
    if (chosen.size === SHOWN) break;
  }
  return [...chosen.values()];
}

function wholeForm({ fields, columns: sent }: UserForm): string[] {
  const { address } = fields;
  const rows: readonly (readonly [label: string, value: string | null, column: string])[] = [
    ["User Name", fields.userName, "domainname"],
    ["Full Name", fields.fullName, "firstname + lastname"],
    ["Title", fields.title, "title"],
    ["Primary Email", fields.primaryEmail, "internalemailaddress"],
    ["Main Phone", fields.mainPhone, "address1_telephone1"],
    ["Mobile Phone", fields.mobilePhone, "mobilephone"],
    ["Fax", fields.fax, "address1_fax"],
    ["Street", address.street, "address1_line1"],
    ["City", address.city, "address1_city"],
    ["State or Province", address.stateOrProvince, "address1_stateorprovince"],
    ["Country", address.country, "address1_country"],
  ];
  return renderTable(
    [
      { title: "Field", width: 17 },
      { title: "Value", width: 46 },
      { title: "Dataverse column", width: 24 },
    ],
    rows.map(([label, value, column]) => [
      label,
      value ?? "",
      column in sent || column.includes("+") ? column : "",
    ]),
  );
}

/** How to go on by hand. `keeps` says whether this server stays up. */
export function nextLines(url: string, token: string, keeps: boolean): string[] {
  const start = keeps
    ? ["This server stays up until Ctrl-C. In another terminal:"]
    : [
        "The scratch server is gone. Keep one with these people:   npm run demo -- --keep",
        `or start your own:   USHER_BOOTSTRAP_TOKEN=${token} npm start`,
        "Then, in another terminal:",
      ];
  return [
    ...start,
    "",
    `  export URL=${url} TOKEN=${token}`,
    '  curl -s -H "Authorization: Bearer $TOKEN" "$URL/scim/v2/Users?count=2"',
    '  curl -s -H "Authorization: Bearer $TOKEN" -G "$URL/scim/v2/Users" \\',
    '    --data-urlencode \'filter=name.familyName sw "Ö" or addresses[country eq "JP"]\'',
    '  curl -s -H "Authorization: Bearer $TOKEN" "$URL/crm/v1/users?limit=2"',
    '  curl -s -H "Authorization: Bearer $TOKEN" "$URL/crm/v1/mapping"',
    "",
    "The README's quick start goes on from here: create, find, change a user, and read the form.",
  ];
}
