import type { UserForm } from "../../src/crm/form/user-form.js";
import { type Column, fit } from "./text-table.js";

/** One line for a finished step. */
export function stepLine(title: string, requests: number, seconds: number, note: string): string {
  return `${fit(title, 18)} ${String(requests).padStart(4)} requests ${seconds.toFixed(2).padStart(6)} s  ${note}`;
}

/** A form as the columns and rows of a table. */
export function wholeForm({ fields, columns: sent }: UserForm): [columns: Column[], rows: string[][]] {
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
  return [
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
  ];
}
