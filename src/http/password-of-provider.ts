import { AppError } from "../errors.js";

/**
 * Creates the error for an administrator who signs in, or has signed in, with a password that a provisioning client
 * set. Changing it does not help: whoever has the client's token could do that too.
 */
export function passwordOfProvider(): AppError {
  return new AppError(
    "PASSWORD_OF_PROVIDER",
    "this password was set by a provisioning client, and an administrator cannot use it: ask another administrator to reset it, or run 'usher account reset-password'",
  );
}
