import {
  type BodyCode,
  BUSINESS_CODES,
  type BusinessCode,
  codedText,
  isBusinessCode,
} from "./errors/business-codes.js";
import type { ErrorCode, RefusalMeaning } from "./errors/error-code.js";

/**
 * The one error class of the server. The message is for the client: it names the value at fault and what to do,
 * and never holds SQL, a token or another person's data. The cause is for the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** By which programs tell business errors apart; the message begins with it. */
  readonly businessCode: BusinessCode | undefined;

  /**
   * @param code - a business code gives the error code, and stands before the message
   * @param options - `inBody` where a value of the body is at fault, for business codes that know the difference
   */
  constructor(code: ErrorCode | BusinessCode, message: string, options?: { cause?: unknown });
  constructor(code: BodyCode, message: string, options: { cause?: unknown; inBody: boolean });
  constructor(
    code: ErrorCode | BusinessCode,
    message: string,
    { inBody = false, ...options }: { cause?: unknown; inBody?: boolean } = {},
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
    this.name = "AppError";
  }
}
