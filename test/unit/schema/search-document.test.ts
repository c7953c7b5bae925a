import { TOLERANT } from "../../../src/schema/behavior.js";
import { coerceResource } from "../../../src/schema/coerce.js";
import { compileExtensionSchema } from "../../../src/schema/compile.js";
import { schema, simple } from "../../../src/schema/definitions/build.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";
import { toSearchDocument } from "../../../src/schema/search-document.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

describe("toSearchDocument", () => {
  it("flattens and folds a user", () => {
    const { resource } = coerceResource(
      userSchema,
      {
        userName: "ÄDA",
        externalId: "X",
        password: "secret",
        active: true,
        name: { givenName: "Ada" },
        emails: [
          { value: "First@B", type: "Work", primary: false },
          { value: "Second@B", primary: true },
          { value: "third" },
        ],
        x509Certificates: [{ value: "AAEC" }],
        [ENTERPRISE]: { department: "Sales", manager: { value: "7A" } },
        [CRM]: {
          administratorRoles: ["global"],
          licenses: [{ skuPartNumber: "E5", disabledPlans: ["P1", "P2"] }],
          temporaryPassword: { generate: true },
        },
      },
      TOLERANT,
    );
    expect(toSearchDocument(userSchema, resource)).toEqual({
      schemas: [CORE, ENTERPRISE, CRM].map((urn) => ({ value: urn.toLowerCase() })),
      username: "äda",
      active: "t",
      "name.givenname": "ada",
      emails: [
        { value: "second@b", primary: "t" },
        { value: "first@b", type: "work", primary: "f" },
        { value: "third" },
      ],
      x509certificates: [{ value: "AAEC" }],
      [`${ENTERPRISE}:department`.toLowerCase()]: "sales",
      [`${ENTERPRISE}:manager.value`.toLowerCase()]: "7a",
      [`${CRM}:administratorRoles`.toLowerCase()]: [{ value: "global" }],
      [`${CRM}:licenses`.toLowerCase()]: [{ skupartnumber: "e5", disabledplans: ["p1", "p2"] }],
    });
  });

  it("leaves out what is stored in rows of its own", () => {
    const group = {
      schemas: ["g"],
      id: "1",
      externalId: "x",
      displayName: "G",
      members: [{ value: "1" }],
      meta: {},
    };
    expect(toSearchDocument(groupSchema, group)).toEqual({ schemas: [{ value: "g" }], displayname: "g" });
  });

  it("holds numbers as numbers, dateTimes as milliseconds and caseExact text as it is", () => {
    const urn = "urn:ietf:params:scim:schemas:extension:own:2.0:User";
    const own = compileExtensionSchema(
      schema("Own", urn, "", [
        simple("integer", "count", ""),
        simple("decimal", "ratio", ""),
        simple("dateTime", "since", ""),
        simple("string", "code", "", { caseExact: true }),
      ]),
    );
    const extended = { ...userSchema, extensions: [{ schema: own, required: false }] };
    const values = { count: 5, ratio: 1.5, since: "1970-01-01T00:00:01+00:00", code: "Ab" };
    expect(toSearchDocument(extended, { userName: "a", [urn]: values })).toEqual({
      username: "a",
      [`${urn}:count`.toLowerCase()]: 5,
      [`${urn}:ratio`.toLowerCase()]: 1.5,
      [`${urn}:since`.toLowerCase()]: 1000,
      [`${urn}:code`.toLowerCase()]: "Ab",
    });
  });
});
