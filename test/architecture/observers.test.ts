import { readSource, sourceFiles } from "../support/source-files.js";

/** Where listeners and timers of the whole server are wrapped, and where a promise carries their errors already. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  "src/http/bodies.ts": /res\.once\("finish", \(\) => req\.resume\(\)\)/,
  // It goes by sockets, and by nothing that a client says.
  "src/http/graceful-shutdown.ts": /./,
  // An error of the connection is the promise's.
  "src/outbound/http-client.ts": /request\.on\("error", reject\)/,
};

/** Callbacks of timers and events, whose errors nothing would catch; a promise's are those of whoever awaits it. */
function uncaughtIn(file: string, source: string): string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const found =
    code.match(/\bsetInterval\([^\n]*|\bsetTimeout\(\(\) => [^\n]*|\b\w+\.(?:on|once)\("[^\n]*/g) ?? [];
  const allowed = ALLOWED[file];
  return found.filter((call) => !/, (?:observe|logErrors\()/.test(call) && allowed?.test(call) !== true);
}

describe("what runs outside of every request's error path", () => {
  it.each(
    [
      "http",
      "use-cases",
      "effects",
      "crm",
      "auth",
      "provisioning-log",
      "directory",
      "tenants",
      "mail",
      "observability",
      "outbound",
    ].flatMap((room) => sourceFiles(`src/${room}`)),
  )("%s hands its listeners and timers to logErrors()", (file) => {
    expect(uncaughtIn(file, readSource(file))).toEqual([]);
  });

  it("repeats work by every() alone, whose runs cannot overlap", () => {
    const others = sourceFiles("src").filter((file) => /\bsetInterval\(/.test(readSource(file)));

    expect(others).toEqual([]);
  });

  it("notices what does not", () => {
    const planted = 'res.once("close", () => report());\nsetInterval(run, 5);\nres.once("close", observe);';

    expect(uncaughtIn("src/http/x.ts", planted)).toEqual([
      'res.once("close", () => report());',
      "setInterval(run, 5);",
    ]);
  });
});
