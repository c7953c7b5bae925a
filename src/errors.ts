import {
  type BodyCode,
  BUSINESS_CODES,
  type BusinessCode,
  codedText,
  isBusinessCode,
} from "./errors/business-codes.js";
import type { ErrorCode, RefusalMeaning } from "./errors/error-code.js";

/** What an error has besides its code and message. */
interface ErrorOptions {
  readonly cause?: unknown;
  /** Further members for programs. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/**
 * The only error class of the server. The message is for the client: it names the wrong value and what to do, and never
 * contains SQL, a token or another person's data. The cause is for the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** The code by which programs distinguish business errors; the message begins with it. */
  readonly businessCode: BusinessCode | undefined;
  /** The message without the business code. */
  readonly sentence: string;
  /** Further members of the error in the admin API. RFC 9457 §3.2 */
  readonly more: Readonly<Record<string, unknown>>;

  /**
   * @param code - a business code sets the error code and precedes the message
   * @param options - `inBody` if a value of the body is wrong, for business codes that distinguish this
   */
  constructor(code: ErrorCode | BusinessCode, message: string, options?: ErrorOptions);
  constructor(code: BodyCode, message: string, options: ErrorOptions & { inBody: boolean });
  constructor(
    code: ErrorCode | BusinessCode,
    message: string,
    { inBody = false, more = {}, ...options }: ErrorOptions & { inBody?: boolean } = {},
  ) {
    if (!isBusinessCode(code)) {
      super(message, options);
      this.code = code;
      this.businessCode = undefined;
    } else {
      super(codedText(code, message), options);
      const meaning: RefusalMeaning = BUSINESS_CODES[code];
      this.code = (inBody ? meaning.inBody : undefined) ?? meaning.error;
      this.businessCode = code;
    }
    this.sentence = message;
    this.more = more;
    this.name = "AppError";
  }

  /**
   * Returns this error with the place of what is at fault in front of its sentence: `operations[2]`.
   * @param more - further members besides its own
   */
  at(place: string, more: Readonly<Record<string, unknown>>): AppError {
    const { businessCode } = this;
    const options = {
      cause: this.cause,
      more: { ...this.more, ...more },
      inBody: businessCode !== undefined && this.code !== BUSINESS_CODES[businessCode].error,
    };
    return new AppError(businessCode ?? this.code, `${place}: ${this.sentence}`, options);
  }
}
