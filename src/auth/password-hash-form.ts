/** Schemes of hashes as `crypt(3)`, passlib and the PHC string format write them: `$2b$…`, `$argon2id$…`, `$pbkdf2-sha512$…`. */
const SCHEMES =
  /^\$(?:1|2[abxy]?|3|5|6|7|8|9|y|gy|md5|sha1|apr1|p|h|s|u|argon2(?:i|d|id)?|scrypt|bcrypt(?:-[a-z0-9]+)?|pbkdf2(?:-[a-z0-9]+)?|yescrypt|sm3)\$/i;

/** What any hash of that form looks like: a scheme, and long parts of few characters. */
const MODULAR = /^\$[a-z0-9][a-z0-9-]{0,31}\$[A-Za-z0-9./+=,:$_-]{24,}$/i;

/** As directories hold them, RFC 2307 §5.3: `{SSHA}…`, `{CRYPT}…`. */
const LABELED = /^\{[A-Za-z0-9][A-Za-z0-9-]{1,31}\}[A-Za-z0-9./+=,:$_-]{16,}$/;

/** Least length of a hash with a known scheme, salt and digest included. */
const MIN_LENGTH = 16;

/**
 * Whether a text is the hash of a password and no password: whoever took it for one would let nobody in but those who
 * read hashes.
 */
export function isPasswordHash(text: string): boolean {
  return (text.length >= MIN_LENGTH && SCHEMES.test(text)) || MODULAR.test(text) || LABELED.test(text);
}
