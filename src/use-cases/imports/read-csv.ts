import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { AppError } from "../../errors.js";

/** The maximum length of a line, so that an unclosed quote does not turn the whole file into one value. */
const MAX_LINE = 100_000;

/** A line of a file of comma-separated values. */
export interface CsvLine {
  /** The line number, from 1 with the header; for a value with line breaks, the last one. */
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Parses a stream of comma-separated values line by line, in constant memory; empty lines are skipped. Quotes within an
 * unquoted value are kept. RFC 4180.
 * @throws AppError `invalidSyntax` if the file is cut off, is not UTF-8, or has an unclosed quote or a line too long
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

/** Decodes a stream of bytes and removes a byte order mark. */
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
    return new AppError("invalidSyntax", "The file was cut off before its end: send it again", cause);
  }
  const { lines } = error as { lines?: unknown };
  const problem =
    error.code === "CSV_MAX_RECORD_SIZE"
      ? `is longer than ${MAX_LINE} characters, or has an unclosed quote`
      : "has an unclosed quote, so the rest cannot be read";
  return new AppError(
    "CSV_QUOTE_NOT_CLOSED",
    `line ${Number(lines)} ${problem}: correct it and import the file again`,
    cause,
  );
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}
