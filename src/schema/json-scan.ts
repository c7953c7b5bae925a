import { setImmediate as yieldToOthers } from "node:timers/promises";
import { AppError } from "../errors.js";

/** The limits on the structure of a JSON text; no resource comes near them. */
export const JSON_LIMITS = {
  /** Objects and arrays inside one another. */
  depth: 32,
  /** Members of one object. */
  members: 1000,
  /** Members of objects and elements of arrays in the whole text. */
  values: 500_000,
} as const;

/** The position of a number: its first byte and the byte after it. */
export interface NumberPlace {
  readonly begin: number;
  readonly end: number;
}

/** The number of bytes scanned before other requests get a turn. */
const SLICE = 256 * 1024;

/** The most digits of a number that JavaScript is certain to write the same way. */
const PLAIN_LENGTH = 15;

const BYTE = {
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/**
 * Scans the bytes of a JSON text before it is parsed: checks the limits, and finds the numbers that JavaScript would
 * write differently. The parser checks whether it is JSON at all.
 * @throws AppError `invalidSyntax` for nesting that is too deep, `payloadTooLarge` for too many members or elements
 */
export async function scanJson(bytes: Buffer): Promise<NumberPlace[]> {
  const scan = new Scan(bytes);
  while (!scan.run(SLICE)) await yieldToOthers();
  return scan.numbers;
}

class Scan {
  readonly numbers: NumberPlace[] = [];
  private readonly bytes: Buffer;
  private index = 0;
  private depth = 0;
  private values = 0;
  /** For each open level: whether it is a list, and its number of members so far. */
  private readonly isList: boolean[] = [];
  private readonly members: number[] = [];

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /**
   * Scans `length` bytes, and on to the end of the string or number that they cut; returns true at the end of the text.
   */
  run(length: number): boolean {
    const { bytes } = this;
    const stop = Math.min(bytes.length, this.index + length);
    while (this.index < stop) {
      const byte = bytes[this.index] ?? 0;
      if (byte === BYTE.quote) this.index = endOfText(bytes, this.index);
      else if (byte === BYTE.minus || (byte >= BYTE.zero && byte <= BYTE.nine)) this.readNumber();
      else {
        this.index++;
        this.readStructure(byte);
      }
    }
    return this.index >= bytes.length;
  }

  private readStructure(byte: number): void {
    if (byte === BYTE.openObject || byte === BYTE.openList) this.open(byte === BYTE.openList);
    else if (byte === BYTE.closeObject || byte === BYTE.closeList) this.depth = Math.max(0, this.depth - 1);
    else if (byte === BYTE.colon) this.countMember();
    else if (byte === BYTE.comma && this.isList[this.depth] === true) this.countValue();
  }

  private open(isList: boolean): void {
    this.depth++;
    if (this.depth > JSON_LIMITS.depth) {
      throw new AppError(
        "invalidSyntax",
        `The body is nested more than ${JSON_LIMITS.depth} levels deep, which no resource or message needs`,
      );
    }
    this.isList[this.depth] = isList;
    this.members[this.depth] = 0;
    if (isList) this.countValue();
  }

  private countMember(): void {
    const members = (this.members[this.depth] ?? 0) + 1;
    this.members[this.depth] = members;
    if (members > JSON_LIMITS.members) {
      throw new AppError(
        "payloadTooLarge",
        `An object of the body has more than ${JSON_LIMITS.members} members, which no resource or message needs`,
      );
    }
    this.countValue();
  }

  private countValue(): void {
    this.values++;
    if (this.values <= JSON_LIMITS.values) return;
    throw new AppError(
      "payloadTooLarge",
      `The body has more than ${JSON_LIMITS.values} members and elements in all: split it`,
    );
  }

  private readNumber(): void {
    const begin = this.index;
    let isPlain = true;
    let byte = this.bytes[begin];
    while (byte !== undefined && isOfNumber(byte)) {
      if (byte < BYTE.zero || byte > BYTE.nine) isPlain = false;
      byte = this.bytes[++this.index];
    }
    if (!isPlain || this.index - begin > PLAIN_LENGTH) this.numbers.push({ begin, end: this.index });
  }
}

/** A digit, or one of `+-.eE`. */
function isOfNumber(byte: number): boolean {
  return (
    (byte >= BYTE.zero && byte <= BYTE.nine) ||
    byte === BYTE.minus ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45 ||
    byte === 0x65
  );
}

/**
 * Returns the index after the string that begins at `begin`: after its closing quote, or the end of the bytes if it has
 * none.
 */
function endOfText(bytes: Buffer, begin: number): number {
  let from = begin + 1;
  for (;;) {
    const quote = bytes.indexOf(BYTE.quote, from);
    if (quote === -1) return bytes.length;
    let backslashes = 0;
    while (bytes[quote - 1 - backslashes] === BYTE.backslash) backslashes++;
    // An even number of backslashes escape each other.
    if (backslashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}
