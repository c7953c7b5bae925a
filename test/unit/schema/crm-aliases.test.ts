import fc from "fast-check";
import { AppError } from "../../../src/errors.js";
import { reconcileAliases } from "../../../src/schema/crm-aliases.js";
import type { Resource, ScimObject } from "../../../src/schema/model.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";
import { runs } from "../../support/extent.js";
import { attempt } from "../../support/outcome.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const SKU_ID = "0f0b7a3e-57a1-4d6e-9a40-3a1c8f1f2d10";

function user(extension?: ScimObject): Resource {
  return { schemas: [CORE], userName: "ada", ...(extension && { [CRM]: extension }) };
}

function reconcile(next?: ScimObject, previous?: ScimObject): unknown {
  return reconcileAliases(userSchema, user(next), previous && user(previous))[CRM];
}

const stored: ScimObject = {
  licenses: [{ skuPartNumber: "A", disabledPlans: ["P"] }, { skuPartNumber: "B" }],
  licenseSkus: "A;B",
  securityRoles: [{ value: "Salesperson", instance: "sandbox", businessUnit: "North" }],
  securityRoleNames: "Salesperson@sandbox",
};

describe("reconcileAliases for a new user", () => {
  it.each<[ScimObject, ScimObject]>([
    [
      { licenseSkus: "A, b;C" },
      {
        licenses: [{ skuPartNumber: "A" }, { skuPartNumber: "b" }, { skuPartNumber: "C" }],
        licenseSkus: "A;b;C",
      },
    ],
    [{ licenseSkus: " ;A;a; " }, { licenses: [{ skuPartNumber: "A" }], licenseSkus: "A" }],
    [{ licenseSkus: SKU_ID }, { licenses: [{ skuId: SKU_ID }], licenseSkus: SKU_ID }],
    [
      { licenses: [{ skuId: SKU_ID, skuPartNumber: "A" }, { skuId: "x" }] },
      { licenses: [{ skuId: SKU_ID, skuPartNumber: "A" }, { skuId: "x" }], licenseSkus: "A;x" },
    ],
    [
      { licenses: [{ skuId: SKU_ID, skuPartNumber: "A" }], licenseSkus: SKU_ID.toUpperCase() },
      { licenses: [{ skuId: SKU_ID, skuPartNumber: "A" }], licenseSkus: "A" },
    ],
    [
      { licenses: [{ skuPartNumber: "A" }, { skuPartNumber: "B" }], licenseSkus: "b,a" },
      { licenses: [{ skuPartNumber: "A" }, { skuPartNumber: "B" }], licenseSkus: "A;B" },
    ],
    [
      { securityRoleNames: "Salesperson;Basic User@sandbox" },
      {
        securityRoles: [{ value: "Salesperson" }, { value: "Basic User", instance: "sandbox" }],
        securityRoleNames: "Salesperson;Basic User@sandbox",
      },
    ],
    [
      { securityRoleNames: "Sales, Enterprise app access;Basic User" },
      {
        securityRoles: [{ value: "Sales, Enterprise app access" }, { value: "Basic User" }],
        securityRoleNames: "Sales, Enterprise app access;Basic User",
      },
    ],
    [
      { securityRoles: [{ value: "Sales, Enterprise app access" }] },
      {
        securityRoles: [{ value: "Sales, Enterprise app access" }],
        securityRoleNames: "Sales, Enterprise app access;",
      },
    ],
    [
      { securityRoleNames: "A,B@x" },
      { securityRoles: [{ value: "A" }, { value: "B", instance: "x" }], securityRoleNames: "A;B@x" },
    ],
    [{ securityRoleNames: "A@" }, { securityRoles: [{ value: "A" }], securityRoleNames: "A" }],
  ])("completes %j", (next, expected) => {
    expect(reconcile(next)).toEqual(expected);
  });

  it.each([
    { licenseSkus: "none" },
    { licenseSkus: "NONE", securityRoleNames: " none " },
    { licenseSkus: ";" },
  ])("takes %j for nothing", (next) => {
    expect(reconcile(next)).toBeUndefined();
  });

  it("leaves a user without the CRM extension as it is", () => {
    const next = user();
    expect(reconcileAliases(userSchema, next, undefined)).toBe(next);
  });

  it.each<[ScimObject]>([
    [{ licenses: [{ skuPartNumber: "A" }], licenseSkus: "B" }],
    [{ licenses: [{ skuPartNumber: "A" }], licenseSkus: "A;B" }],
    [{ licenses: [{ primary: true }] }],
    [{ licenses: [{ skuPartNumber: "A;B" }] }],
    [{ licenses: [{ skuPartNumber: "None" }] }],
    [{ securityRoles: [{ value: "A" }], securityRoleNames: "A@x" }],
    [{ securityRoles: [{ value: "A;B" }] }],
    [{ securityRoleNames: "@sandbox" }],
  ])("refuses %j", (next) => {
    expect(() => reconcile(next)).toThrow(expect.objectContaining({ code: "invalidValue" }));
  });
});

describe("reconcileAliases for a stored user", () => {
  it("changes nothing when both views are as they were, in any order and case", () => {
    expect(reconcile(stored, stored)).toEqual(stored);
    expect(
      reconcile(
        {
          ...stored,
          licenses: [{ skuPartNumber: "b" }, { disabledPlans: ["P"], skuPartNumber: "a" }],
          licenseSkus: "b, A",
        },
        stored,
      ),
    ).toEqual(stored);
  });

  it("follows the flat view when the complex one is as it was, and keeps what elements hold", () => {
    expect(reconcile({ ...stored, licenseSkus: "C,a" }, stored)).toMatchObject({
      licenses: [{ skuPartNumber: "C" }, { skuPartNumber: "A", disabledPlans: ["P"] }],
      licenseSkus: "C;A",
    });
  });

  it("follows the complex view when the flat one is as it was", () => {
    expect(reconcile({ ...stored, licenses: [{ skuPartNumber: "C" }] }, stored)).toMatchObject({
      licenses: [{ skuPartNumber: "C" }],
      licenseSkus: "C",
    });
  });

  it("takes a change of an element that the flat view does not show", () => {
    const licenses = [{ skuPartNumber: "A" }, { skuPartNumber: "B" }];
    expect(reconcile({ ...stored, licenses }, stored)).toEqual({ ...stored, licenses });
  });

  it("clears both views by either", () => {
    const { licenses: _licenses, ...withoutLicenses } = stored;
    const { licenseSkus: _licenseSkus, ...withoutSkus } = stored;
    for (const next of [withoutLicenses, withoutSkus, { ...stored, licenseSkus: "none" }]) {
      const settled = reconcile(next, stored);
      expect(settled).not.toHaveProperty("licenses");
      expect(settled).not.toHaveProperty("licenseSkus");
      expect(settled).toHaveProperty("securityRoleNames", "Salesperson@sandbox");
    }
    expect(reconcile(undefined, stored)).toBeUndefined();
  });

  it("accepts both views changed to the same", () => {
    const next = { ...stored, licenses: [{ skuPartNumber: "C" }], licenseSkus: "c" };
    expect(reconcile(next, stored)).toMatchObject({ licenses: [{ skuPartNumber: "C" }], licenseSkus: "C" });
  });

  it("refuses both views changed to different things", () => {
    const next = { ...stored, licenses: [{ skuPartNumber: "C" }], licenseSkus: "D" };
    expect(() => reconcile(next, stored)).toThrow(AppError);
    expect(() => reconcile({ ...stored, licenses: [], licenseSkus: "D" }, stored)).toThrow(AppError);
  });
});

describe("reconcileAliases", () => {
  const token = fc.constantFrom("A", "a", "B", "Sales, x", SKU_ID, "A@x", "A@y", "none");
  const tokens = fc.array(token, { maxLength: 3 });
  const license = fc.record(
    { skuPartNumber: fc.constantFrom("A", "a", "B", "C"), skuId: fc.constantFrom(SKU_ID, "x") },
    { requiredKeys: ["skuPartNumber"] },
  );
  const role = fc.record({ value: token, instance: fc.constantFrom("x", "y") }, { requiredKeys: ["value"] });
  const change = fc.oneof<fc.Arbitrary<ScimObject>[]>(
    fc.record({ licenses: fc.array(license, { maxLength: 3 }) }),
    fc.record({ securityRoles: fc.array(role, { maxLength: 3 }) }),
    fc.record({ licenseSkus: tokens.map((list) => list.join(",")) }),
    fc.record({ securityRoleNames: tokens.map((list) => list.join(";")) }),
  );

  it("is stable over any series of changes: what it has settled it leaves alone, on PUT as on POST", () => {
    let settledOnes = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        let current = user();
        for (const one of changes) {
          const next = { ...current, [CRM]: { ...(current[CRM] as ScimObject | undefined), ...one } };
          const settled = attempt(() => reconcileAliases(userSchema, next, current));
          if (settled === undefined) continue;
          settledOnes++;
          current = settled;
          expect(reconcileAliases(userSchema, settled, settled)).toEqual(settled);
          expect(reconcileAliases(userSchema, settled, undefined)).toEqual(settled);
        }
      }),
      { numRuns: runs(150, 1000) },
    );
    expect(settledOnes).toBeGreaterThan(runs(75, 500));
  });
});
