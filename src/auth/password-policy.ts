import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { preparePassword } from "./password-hash.js";

/** The rules for a password that a person chooses. */
export interface PasswordPolicy {
  /** The minimum number of characters. */
  readonly minLength: number;
  readonly userName: string;
  /** The previous password; undefined if it is not known. */
  readonly before?: string | undefined;
}

/** The maximum number of characters, because hashing a very long text takes longer. */
const MAX_LENGTH = 512;

/**
 * Checks a password that a person chose: it must be long enough and differ from the user name and the previous
 * password. Character classes do not matter, as NIST SP 800-63B §5.1.1.2 advises.
 * @throws AppError `invalidValue`, which says what is wrong and never contains the password
 */
export function checkChosenPassword(password: string, policy: PasswordPolicy): void {
  const prepared = preparePassword(password);
  const length = Array.from(prepared).length;
  if (length < policy.minLength) {
    throw new AppError(
      "PASSWORD_TOO_SHORT",
      `it has ${length} characters and needs ${policy.minLength}: choose a longer one`,
    );
  }
  if (length > MAX_LENGTH) {
    throw new AppError(
      "PASSWORD_TOO_LONG",
      `it has ${length} characters and may have ${MAX_LENGTH}: choose a shorter one`,
    );
  }
  const folded = fold(prepared);
  const name = fold(policy.userName);
  if (folded.includes(name) || folded === name.split("@")[0]) {
    throw new AppError("PASSWORD_IS_USER_NAME", "choose one that does not contain the user name");
  }
  if (policy.before !== undefined && prepared === preparePassword(policy.before)) {
    throw new AppError("PASSWORD_UNCHANGED", "choose one that differs from the current one");
  }
}
