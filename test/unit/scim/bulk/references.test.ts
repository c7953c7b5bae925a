import { References } from "../../../../src/scim/bulk/references.js";

const IDS = new Map([
  ["a", "id-a"],
  ["ab", "id-ab"],
  ['q"\\', "id-q"],
]);

function resolve(data: Record<string, unknown>, isPatch = false) {
  const references = new References(IDS);
  const before = JSON.stringify(data);
  const resolved = references.resolveData(data, isPatch);
  if (JSON.stringify(data) !== before) throw new Error("the data itself was changed");
  return { data: resolved, named: [...references.named].toSorted(), unknown: references.unknown };
}

describe("References", () => {
  it("replaces each reference wherever it stands, extensions too [RFC 7644 §3.7.2]", () => {
    const data = {
      members: [{ value: "bulkId:a" }, { value: "bulkId:ab", $ref: "https://x.example/Users/bulkId:ab" }],
      "urn:example:own": { deep: [[{ assistant: "bulkId:a" }]], friends: ["bulkId:ab", "x"] },
    };

    expect(resolve(data)).toEqual({
      data: {
        members: [{ value: "id-a" }, { value: "id-ab", $ref: "https://x.example/Users/id-ab" }],
        "urn:example:own": { deep: [[{ assistant: "id-a" }]], friends: ["id-ab", "x"] },
      },
      named: ["a", "ab"],
      unknown: undefined,
    });
  });

  it.each([
    "bulkId:abc",
    "bulkId:",
    "bulkId: a",
    " bulkId:a",
    "bulkid:a",
    "see bulkId:a",
    "bulkId:a, please",
  ])("leaves the text %j, which is no reference", (text) => {
    const data = { displayName: text, emails: [{ value: text }], nickName: "" };

    expect(resolve(data)).toEqual({ data, named: [], unknown: undefined });
  });

  it.each([
    [{ members: [{ value: "bulkId:gone" }] }],
    [{ Members: ["bulkId:gone"] }],
    [{ "urn:ietf:params:scim:schemas:core:2.0:Group:members": { value: "bulkId:gone" } }],
    [{ "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { manager: "bulkId:gone" } }],
    [{ "manager.value": "bulkId:gone" }],
    [{ other: { $ref: "../Users/bulkId:gone" } }],
  ])("tells of a reference that names nothing in %j", (data) => {
    expect(resolve(data)).toEqual({ data, named: [], unknown: "gone" });
  });

  it("replaces the literals in the paths of a PATCH", () => {
    const data = {
      Operations: [
        { op: "remove", path: 'members[value eq "bulkId:a" or value eq "bulkId:q\\"\\\\"]' },
        { op: "add", Path: "members", value: [{ value: "bulkId:ab" }] },
        { op: "replace", path: 'emails[display eq "bulkId:gone"].value', value: "bulkId:gone" },
      ],
    };

    expect(resolve(data, true)).toEqual({
      data: {
        Operations: [
          { op: "remove", path: 'members[value eq "id-a" or value eq "id-q"]' },
          { op: "add", Path: "members", value: [{ value: "id-ab" }] },
          { op: "replace", path: 'emails[display eq "bulkId:gone"].value', value: "bulkId:gone" },
        ],
      },
      named: ["a", "ab", 'q"\\'],
      unknown: undefined,
    });
  });

  it.each([
    [{ op: "remove", path: 'members[value eq "bulkId:gone"]' }],
    [{ op: "add", path: "members", value: "bulkId:gone" }],
    [
      {
        op: "add",
        path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        value: "bulkId:gone",
      },
    ],
    [{ op: "add", path: "manager.value", value: "bulkId:gone" }],
    [{ op: "add", value: { members: [{ value: "bulkId:gone" }] } }],
  ])("tells of a reference that names nothing in the operation %j", (operation) => {
    expect(resolve({ Operations: [operation] }, true).unknown).toBe("gone");
  });

  it.each(['members[value eq "bulkId:a', 'members[value eq "\\x"]', '"', '"""', "[".repeat(10_000)])(
    "leaves the malformed path %j to the parser",
    (path) => {
      const data = { Operations: [{ op: "remove", path }, null, 7, []] };

      expect(resolve(data, true).data).toEqual(data);
    },
  );

  it("is not stopped by depth", () => {
    let deep: Record<string, unknown> = { members: "bulkId:a" };
    for (let level = 0; level < 100_000; level++) deep = { deep };
    const references = new References(IDS);
    references.resolveData(deep, false);

    expect([...references.named]).toEqual(["a"]);
  });

  it("takes time in proportion to its input", () => {
    const time = (size: number): number => {
      const path = '"\\"'.repeat(size);
      const data = {
        members: [{ path }, { value: "bulkId:".repeat(size) }],
        Operations: [{ op: "add", path }],
      };
      const before = performance.now();
      new References(IDS).resolveData(structuredClone(data), true);
      return performance.now() - before;
    };
    time(10_000);

    expect(time(1_000_000)).toBeLessThan(1000);
  });

  it("takes a member called __proto__ for one", () => {
    const data = JSON.parse('{"__proto__": {"x": "bulkId:a"}, "y": {"__proto__": "bulkId:a"}}');
    const { data: resolved } = resolve(data);

    expect(JSON.stringify(resolved)).toBe('{"__proto__":{"x":"id-a"},"y":{"__proto__":"id-a"}}');
    expect(Object.getPrototypeOf(resolved)).toBe(Object.prototype);
  });

  it("resolves the id in a path, where anything unknown is an error", () => {
    const references = new References(IDS);

    expect(references.resolveTarget("bulkId:ab")).toBe("id-ab");
    expect(references.resolveTarget("0190-x")).toBe("0190-x");
    expect(references.unknown).toBeUndefined();
    expect(references.resolveTarget("bulkId:gone")).toBe("bulkId:gone");
    expect(references.unknown).toBe("gone");
  });
});
