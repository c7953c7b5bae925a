import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultMapping, parseMapping } from "../../../../src/crm/form/mapping.js";
import { describeMapping, renderMapping } from "../../../../src/crm/form/mapping-table.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

const guide = readFileSync(path.join(__dirname, "../../../../docs/mapping.md"), "utf8");

describe("docs/mapping.md", () => {
  it("holds exactly the default mapping's table", () => {
    const tables = guide.split("\n\n").filter((block) => block.startsWith("| Row |"));

    expect(tables).toEqual([renderMapping(defaultMapping(userSchema))]);
  });

  it("shows an example that is a valid mapping", () => {
    const [, example = ""] = /```json\n([^`]+)```/.exec(guide) ?? [];
    const { form, extra } = describeMapping(parseMapping(JSON.parse(example), userSchema));

    expect(form.find(({ field }) => field === "address.country")?.sources).toEqual(['"GB"']);
    expect(extra.map(({ field }) => field)).not.toContain("employeeNumber");
  });
});

describe("describeMapping", () => {
  const { form, extra } = describeMapping(defaultMapping(userSchema));

  it("has the eleven rows of the user form, with Dataverse's columns and lengths [R022–R032]", () => {
    expect(form.map(({ label, column, maxLength }) => [label, column, maxLength])).toEqual([
      ["User Name", "domainname", 1024],
      ["Full Name", "fullname", 200],
      ["Title", "title", 128],
      ["Primary Email", "internalemailaddress", 100],
      ["Main Phone", "address1_telephone1", 64],
      ["Mobile Phone", "mobilephone", 64],
      ["Fax", "address1_fax", 64],
      ["Address: Street", "address1_line1", 1024],
      ["Address: City", "address1_city", 128],
      ["Address: State or Province", "address1_stateorprovince", 128],
      ["Address: Country", "address1_country", 128],
    ]);
  });

  it("has the columns behind and beside the form [R037]", () => {
    expect(extra.map(({ column, maxLength }) => [column, maxLength])).toEqual([
      ["firstname", 256],
      ["lastname", 256],
      ["middlename", 50],
      ["address1_postalcode", 40],
      ["employeeid", 100],
    ]);
  });

  it("says which columns are sent", () => {
    expect(form.find(({ column }) => column === "fullname")?.sent).toEqual([]);
    expect(form.find(({ column }) => column === "title")?.sent).toEqual(["title"]);
  });
});
