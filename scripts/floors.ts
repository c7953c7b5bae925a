import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..");

/** The page whose table lists the floors, and the picture that it shows. */
export const FLOORS_PAGE = "docs/architecture.md";
export const FLOORS_PICTURE = "docs/images/floors.svg";

/** A folder of `src`, or a file directly in it. */
export interface Room {
  /** `use-cases`, `main`. */
  readonly name: string;
  /** What it holds, in a few words. */
  readonly holds: string;
}

/** The floors of a page from the top down; rooms of one floor may not import each other. */
export function floorsOf(page: string): Room[][] {
  const section = /^## Layers\n([^]*?)^## /m.exec(page)?.[1] ?? "";
  const rows = section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm);
  return [...rows].map(([, rooms = "", text = ""]) => {
    const texts = text.replaceAll(/`|\[([^\]]*)\]\([^)]*\)/g, "$1").split("; ");
    return [...rooms.matchAll(/`([a-z-]+)(?:\/|\.ts)`/g)].map(([, name = ""], at) => ({
      name,
      holds: texts[at]?.trim() ?? "",
    }));
  });
}

/** A program without its comments. */
export function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
}

/** Names that a program imports or re-exports, types included. */
export function importsOf(source: string): string[] {
  const code = withoutComments(source);
  return [...code.matchAll(/(?:\bfrom |\bimport |\bimport\(|\brequire\()"([^"]+)"/g)].map(
    ([, name = ""]) => name,
  );
}

/** `src/db/query.ts` is in `db`, `src/errors.ts` is `errors`. */
export function roomOf(file: string): string {
  return file.split("/")[1]?.replace(/\.[tj]s$/, "") ?? "";
}

/** The arrows between rooms, `"http scim"` where `http` imports `scim`. */
function findArrows(): Set<string> {
  const arrows = new Set<string>();
  const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const file of files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.posix.join("src", name))) {
    for (const name of importsOf(readFileSync(path.join(root, file), "utf8"))) {
      if (!name.startsWith(".")) continue;
      arrows.add(`${roomOf(file)} ${roomOf(path.posix.join(path.posix.dirname(file), name))}`);
    }
  }
  return arrows;
}

const ROW = 30;
const TOP = 138;
const MATRIX = 560;
const CELL = 20;

const STYLE = `
    text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
    .page { fill: #ffffff; }
    .floor { fill: #f6f8fa; stroke: #8c959f; }
    .name { font-weight: 600; }
    .small { font-size: 11px; fill: #59636e; }
    .grid { stroke: #d1d9e0; }
    .dot { fill: #0969da; }
    .self { fill: #d1d9e0; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .page { fill: #0d1117; }
      .floor { fill: #161b22; stroke: #656c76; }
      .small { fill: #9198a1; }
      .grid { stroke: #3d444d; }
      .dot { fill: #4493f8; }
      .self { fill: #3d444d; }
    }
  `;

/** One row of the picture: the room on the left, a dot on the right for each room that it imports. */
function roomLines(room: Room, at: number, rooms: readonly Room[], arrows: ReadonlySet<string>): string[] {
  const y = TOP + at * ROW + ROW / 2;
  const dots = rooms.flatMap(({ name }, to) => {
    const x = MATRIX + to * CELL + CELL / 2;
    if (to === at) return [`<rect class="self" x="${x - 3}" y="${y - 3}" width="6" height="6"/>`];
    const isImported = arrows.has(`${room.name} ${name}`);
    return isImported ? [`<circle class="dot" cx="${x}" cy="${y}" r="5"/>`] : [];
  });
  return [
    `<text class="name" x="36" y="${y + 4}">${room.name}</text>`,
    `<text x="176" y="${y + 4}">${room.holds}</text>`,
    ...dots,
  ];
}

/** The floors of `src` as a picture, with everything that they import of each other. */
export function floorsPicture(): string {
  const floors = floorsOf(readFileSync(path.join(root, FLOORS_PAGE), "utf8"));
  const rooms = floors.flat();
  const arrows = findArrows();
  const height = TOP + rooms.length * ROW + 24;
  const width = MATRIX + rooms.length * CELL + 24;
  let above = 0;
  const bands = floors.map((floor) => {
    const y = TOP + above * ROW;
    above += floor.length;
    return `<rect class="floor" x="20" y="${y + 2}" width="${MATRIX - 30}" height="${floor.length * ROW - 4}" rx="5"/>`;
  });
  const columns = rooms.flatMap(({ name }, at) => {
    const x = MATRIX + at * CELL + CELL / 2;
    return [
      `<text class="small" transform="translate(${x + 4} ${TOP - 10}) rotate(-60)">${name}</text>`,
      `<path class="grid" d="M${x} ${TOP}V${height - 24}"/>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    '  <title id="title">The floors of src</title>',
    `  <desc id="desc">From the top down: ${floors.map((floor) => floor.map(({ name }) => name).join(" and ")).join(", ")}. No floor imports one above it.</desc>`,
    "  <!-- Written by `npm run docs` from the imports of src. -->",
    `  <style>${STYLE}</style>`,
    ...[
      `<rect class="page" width="${width}" height="${height}" rx="8"/>`,
      '<text class="name" x="20" y="36">The floors of src</text>',
      '<text class="small" x="20" y="58">A room may import the rooms on the floors below its own.</text>',
      '<text class="small" x="20" y="76">A dot in its row is a room that it imports.</text>',
      '<text class="small" x="20" y="94">No dot is left of the square: nothing imports upward.</text>',
      ...bands,
      ...columns,
      ...rooms.flatMap((room, at) => roomLines(room, at, rooms, arrows)),
    ].map((line) => `  ${line}`),
    "</svg>",
    "",
  ].join("\n");
}
