import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from "express";
import { AppError } from "../errors.js";

/**
 * The content security policy of the console. Scripts are files of this server alone. The one style that is no file is
 * the empty one, which the component library fills through `insertRule`; the hash is that of the empty text. Nothing
 * may become a script out of a string (Trusted Types).
 */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const NOT_BUILT = "The admin center is not built: run npm run build, and start the server again.\n";

/** How files are kept in a browser: assets have a hash of their content in their name. */
const FOREVER = "public, max-age=31536000, immutable";

/** The form of a file that is sent: itself, or the smaller one beside it. */
const ENCODINGS = [
  { name: "br", end: ".br" },
  { name: "gzip", end: ".gz" },
] as const;

/** Paths below /console that are answered by programs, not pages. */
const PROGRAMS = ["/session", "/events"];

/** Returns the folder with the built console of an installation, whether the server runs compiled or not. */
export function builtConsole(): string {
  const aboveSource = path.join(__dirname, "..", "..");
  const root = path.basename(aboveSource) === "dist" ? path.join(aboveSource, "..") : aboveSource;
  return path.join(root, "dist", "console");
}

/**
 * Returns the files of the console under `/console`; an unknown path is a page of the console, which its script knows.
 * @param folder - with the built console; without one, a text says so
 */
export function consoleRouter(folder = ""): Router {
  const router = Router();
  const files = filesOf(folder);
  router.use((req, res, next) => {
    if ((req.method !== "GET" && req.method !== "HEAD") || isOfProgram(req.path)) next("router");
    else setHeaders(req, res, next);
  });
  router.use((req, res, next) => {
    if (files.size === 0) res.status(404).type("text/plain").send(NOT_BUILT);
    else if (files.has(req.path)) sendFile(req, res, next, { folder, files, file: req.path });
    else if (req.path.startsWith("/assets/")) res.status(404).type("text/plain").send("No such file\n");
    else sendFile(req, res, next, { folder, files, file: "/index.html" });
  });
  return router;
}

function isOfProgram(requested: string): boolean {
  return PROGRAMS.some((one) => requested === one || requested.startsWith(`${one}/`));
}

/** The paths of the files in a folder, from its root: `/index.html`. */
function filesOf(folder: string): ReadonlySet<string> {
  if (!existsSync(path.join(folder, "index.html"))) return new Set();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return new Set(files.map((name) => `/${name.split(path.sep).join("/")}`));
}

const setHeaders: RequestHandler = (_req, res, next) => {
  res.setHeader("Content-Security-Policy", CONSOLE_POLICY);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "no-referrer");
  res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  res.setHeader("Cache-Control", "no-cache");
  next();
};

interface Sent {
  readonly folder: string;
  readonly files: ReadonlySet<string>;
  readonly file: string;
}

/** Sends a file in the smallest form that the browser reads. */
function sendFile(req: Request, res: Response, next: NextFunction, { folder, files, file }: Sent): void {
  const accepted = ENCODINGS.filter(({ end }) => files.has(`${file}${end}`));
  const names = accepted.map(({ name }) => name);
  const chosen = names.length === 0 ? false : req.acceptsEncodings(names);
  const encoding = accepted.find(({ name }) => name === chosen);
  if (names.length > 0) res.vary("Accept-Encoding");
  if (encoding !== undefined) res.setHeader("Content-Encoding", encoding.name);
  if (file.startsWith("/assets/")) res.setHeader("Cache-Control", FOREVER);
  res.type(path.extname(file));
  // Without ranges: a part of a compressed script is of no use.
  const options = { root: folder, cacheControl: false, acceptRanges: false };
  res.sendFile(`${file}${encoding?.end ?? ""}`, options, (error?: NodeJS.ErrnoException | null) => {
    if (!error || res.headersSent) return;
    res.removeHeader("Content-Encoding");
    next(problemOf(error, file));
  });
}

/** Returns the error of a file that cannot be sent. */
function problemOf(error: Error & { readonly status?: unknown }, file: string): Error {
  if (error.status === 412) {
    return new AppError(
      "preconditionFailed",
      "The file is not the one of If-Match or If-Unmodified-Since: leave the header out",
    );
  }
  return error.status === 404
    ? new AppError("notFound", `There is no file ${file}: load the page again`)
    : error;
}
