import { crmOfGroup, crmOfUser, withCrmOfGroup, withCrmOfUser } from "../../../src/schema/crm-extension.js";
import { CRM_GROUP_URN } from "../../../src/schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../../src/schema/definitions/crm-user.js";

describe("the CRM extension", () => {
  it("is empty for nobody, and for a user or group without it", () => {
    for (const user of [undefined, { userName: "ada" }]) {
      expect(crmOfUser(user)).toMatchObject({
        isApplication: false,
        businessUnit: undefined,
        licenses: [],
        administratorRoles: [],
        sendInvitation: false,
        attributes: {},
      });
    }
    expect(crmOfGroup({ displayName: "Sales" })).toMatchObject({
      guardsInstance: undefined,
      licenses: [],
      securityRoles: [],
    });
  });

  it("gives the attributes of a user their types", () => {
    const crm = crmOfUser({
      [CRM_USER_URN]: {
        userKind: "application",
        applicationId: "AB-1",
        businessUnit: " Root/North ",
        licenses: [{ skuPartNumber: "CRM" }],
        administratorRoles: ["global"],
        invitation: { status: "Invited" },
        sendInvitation: true,
      },
    });

    expect(crm).toMatchObject({
      isApplication: true,
      applicationId: "ab-1",
      businessUnit: "Root/North",
      licenses: [{ skuPartNumber: "CRM" }],
      administratorRoles: ["global"],
      invitation: { status: "Invited" },
      sendInvitation: true,
    });
  });

  it("ignores a blank business unit and values of another type", () => {
    const written = {
      businessUnit: " ",
      licenses: "CRM",
      administratorRoles: [1, "global"],
      sendInvitation: "true",
    };

    expect(crmOfUser({ [CRM_USER_URN]: written })).toMatchObject({
      businessUnit: undefined,
      licenses: [],
      administratorRoles: ["global"],
      sendInvitation: false,
    });
    expect(crmOfGroup({ [CRM_GROUP_URN]: { businessUnit: "" } }).businessUnit).toBeUndefined();
  });

  it("is changed attribute by attribute, and undefined removes one", () => {
    const user = { userName: "ada", [CRM_USER_URN]: { accessMode: "Read", licenseSkus: "CRM" } };

    expect(withCrmOfUser(user, { licenseSkus: undefined, businessUnit: "North" })).toEqual({
      userName: "ada",
      [CRM_USER_URN]: { accessMode: "Read", businessUnit: "North" },
    });
    expect(user[CRM_USER_URN]).toEqual({ accessMode: "Read", licenseSkus: "CRM" });
    expect(withCrmOfGroup({}, { guardsInstance: "main" })).toEqual({
      [CRM_GROUP_URN]: { guardsInstance: "main" },
    });
  });
});
