import { Type } from "@sinclair/typebox";
import { callReader } from "../../../src/admin/check-call.js";
import { choice } from "../../../src/admin/json-schema.js";
import { adminRoute } from "../../../src/admin/route.js";

const count = Type.Object({ count: Type.Integer() });

const route = adminRoute({
  method: "post",
  path: "/shelves/{shelf}/books/{book}",
  action: "read",
  operationId: "moveBook",
  tag: "Books",
  summary: "Moves a book",
  query: { order: choice(["first", "last"]) },
  body: Type.Partial(Type.Object({ to: Type.String(), pages: Type.Array(Type.Integer()) })),
  bodyOptional: true,
  answers: { 200: count },
  // Compiles only while params, query and body have the types of the path and the schemas.
  async run({ params: { shelf, book }, query: { order = "last" }, body: { to = shelf, pages = [] } }) {
    return { body: { count: `${book}${order}${to}`.length + pages.length } };
  },
});

describe("callReader", () => {
  const reader = callReader(route);

  it("names the part of the path that is missing", () => {
    expect(reader.params({ shelf: "a", book: "b" })).toEqual({ shelf: "a", book: "b" });
    expect(() => reader.params({ shelf: "a" })).toThrow("'book' is missing in the path");
  });

  it("reads an optional body that is left out as an empty object", () => {
    expect(reader.body(undefined)).toEqual({});
    expect(reader.body({ pages: [1, 2] })).toEqual({ pages: [1, 2] });
  });

  it("names what is wrong in the query and in the body, with what is expected there", () => {
    expect(() => reader.query({ order: "middle" })).toThrow(
      "'order' in the query must be one of first, last",
    );
    expect(() => reader.query({ ordre: "last" })).toThrow(
      "'ordre' is not known in the query; there are order",
    );
    expect(() => reader.body({ pages: [1, "2"] })).toThrow("'pages[1]' in the body must be integer");
    expect(() => reader.body({ too: "b" })).toThrow("'too' is not known in the body; there are to, pages");
  });
});
