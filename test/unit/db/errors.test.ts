import { isUnavailable } from "../../../src/db/errors.js";

const withCode = (code: string) => Object.assign(new Error("x"), { code });

describe("an error of the database is out of reach", () => {
  it.each([
    "Client has encountered a connection error and is not queryable",
    "Client was closed and is not queryable",
    "Connection terminated unexpectedly",
    "Connection terminated",
    "Connection terminated due to connection timeout",
    "timeout expired",
    "Query read timeout",
    "aborted",
    "Received unexpected commandComplete message from backend.",
    "The server does not support SSL connections",
    "There was an error establishing an SSL connection",
    "select 1 - Error calling run on connection: x",
    "Knex: Timeout acquiring a connection. The pool is probably full.",
    "Unable to acquire a connection",
  ])("when a driver says '%s'", (text) => {
    expect(isUnavailable(new Error(text))).toBe(true);
  });

  it.each([
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
    "EAI_AGAIN",
    "ENETUNREACH",
    "08006",
    "08P01",
    "25006",
    "25P03",
    "28P01",
    "3D000",
    "40001",
    "40P01",
    "53300",
    "57P01",
    "57P03",
    "58030",
    "XX001",
    "SQLITE_BUSY",
    "SQLITE_NOMEM",
    "SQLITE_PROTOCOL",
  ])("with the code %s", (code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
  });

  it.each(["23505", "22P02", "42P01", "42601", "22021", "SQLITE_CONSTRAINT", "SQLITE_ERROR"])(
    "not with the code %s, which is a fault of ours or of the request",
    (code) => {
      expect(isUnavailable(withCode(code))).toBe(false);
    },
  );

  it.each(["The operation was aborted", "x is not a function", "timeout of the proxy"])(
    "not when somebody else says '%s'",
    (text) => {
      expect(isUnavailable(new Error(text))).toBe(false);
    },
  );
});
