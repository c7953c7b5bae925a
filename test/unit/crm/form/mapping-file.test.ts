import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadMappingFile } from "../../../../src/crm/form/mapping-file.js";
import { toUserForm } from "../../../../src/crm/form/user-form.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

describe("loadMappingFile", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-mapping-"));
  const file = path.join(directory, "mapping.json");

  afterAll(() => rmSync(directory, { recursive: true }));

  it("reads a mapping", () => {
    writeFileSync(file, '{"rows": {"title": {"constant": "Analyst"}}}');

    const mapping = loadMappingFile(file, userSchema);

    expect(toUserForm("u1", { userName: "ada" }, mapping).fields.title).toBe("Analyst");
  });

  it.each([
    ["is malformed", '{"rows": ', "JSON"],
    ["has a wrong path", '{"rows": {"title": {"source": "titel"}}}', 'rows["title"].source "titel"'],
  ])("names a file that %s", (_what, content, expected) => {
    writeFileSync(file, content);

    expect(() => loadMappingFile(file, userSchema)).toThrow(
      expect.objectContaining({ code: "invalidValue", message: expect.stringContaining(`${file}: `) }),
    );
    expect(() => loadMappingFile(file, userSchema)).toThrow(expected);
  });

  it("names a file that does not exist", () => {
    const missing = path.join(directory, "missing.json");

    expect(() => loadMappingFile(missing, userSchema)).toThrow(`${missing}: ENOENT`);
  });
});
