/** The hash schemes of `crypt(3)`, passlib and the PHC string format: `$2b$…`, `$argon2id$…`, `$pbkdf2-sha512$…`. */
const SCHEMES =
  /^\$(?:1|2[abxy]?|3|5|6|7|8|9|y|gy|md5|sha1|apr1|p|h|s|u|argon2(?:i|d|id)?|scrypt|bcrypt(?:-[a-z0-9]+)?|pbkdf2(?:-[a-z0-9]+)?|yescrypt|sm3)\$/i;

/** Matches a hash of that form with any scheme: a scheme, then long parts from a small alphabet. */
const MODULAR = /^\$[a-z0-9][a-z0-9-]{0,31}\$[A-Za-z0-9./+=,:$_-]{24,}$/i;

/** Matches the hashes of LDAP directories, RFC 2307 §5.3: `{SSHA}…`, `{CRYPT}…`. */
const LABELED = /^\{[A-Za-z0-9][A-Za-z0-9-]{1,31}\}[A-Za-z0-9./+=,:$_-]{16,}$/;

/** The shortest hash with a known scheme, including salt and digest. */
const MIN_LENGTH = 16;

/**
 * Returns whether a text is the hash of a password. Taken as a password, a hash would let in only those who can read
 * hashes.
 */
export function isPasswordHash(text: string): boolean {
  return (text.length >= MIN_LENGTH && SCHEMES.test(text)) || MODULAR.test(text) || LABELED.test(text);
}
