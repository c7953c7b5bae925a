import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { AppError } from "../../errors.js";

/** Characters of a line at the most: a quote that is never closed must not take the whole file for one value. */
const MAX_LINE = 100_000;

/** A line of a file of comma-separated values. */
export interface CsvLine {
  /** Counted from 1, the header included; of a value with line breaks the last one. */
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Reads comma-separated values as they come, line by line, in constant memory; empty lines are left out. Quotes within
 * a value that has none around it are taken as they are. RFC 4180.
 * @throws AppError `invalidSyntax` when the file breaks off, is not in UTF-8, or has a quote that is never closed
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE,
  });
  pipeline(Readable.from(textOf(source)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield { line: info.lines, values: record };
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw asAppError(error);
  }
}

/** The text of bytes as they come, without a byte order mark. */
async function* textOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      const message = "The file is not in UTF-8: save it in UTF-8 and import it again";
      throw new AppError("invalidSyntax", message, { cause });
    }
  };
  for await (const bytes of source) yield decode(bytes);
  yield decode();
}

function asAppError(error: unknown): AppError {
  const cause = { cause: error };
  if (!(error instanceof CsvError)) {
    return new AppError("invalidSyntax", "The file broke off before its end: send it again", cause);
  }
  const { lines } = error as { lines?: unknown };
  return new AppError(
    "CSV_QUOTE_NOT_CLOSED",
    `line ${Number(lines)} has a quote that is never closed: nothing from there on can be read; correct it and import the file again`,
    cause,
  );
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}
