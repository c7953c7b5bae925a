import { randomInt } from "node:crypto";

/**
 * The four character classes, without characters that look alike: no 0 O o, 1 l I i L, 5 S s, 2 Z z, 8 B, and only
 * those signs that mail programs and shells leave unchanged. R006
 */
const CLASSES = ["ACDEFGHJKMNPQRTUVWXY", "abcdefghjkmnpqrtuvwxy", "34679", "#%+?@"] as const;

/** The shortest length at which each class has a character and the password is still random enough. */
const LEAST_LENGTH = 12;

/** Picks one of the characters with equal probability. */
function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/**
 * Generates a password: sixteen characters hold more than 80 random bits. It begins with a letter, because spreadsheets
 * and shells treat some other characters specially. R006
 * @param length - characters; at least 12
 */
export function generatePassword(length: number): string {
  const [upper, lower] = CLASSES;
  const all = CLASSES.join("");
  for (;;) {
    const rest = Array.from({ length: Math.max(length, LEAST_LENGTH) - 1 }, () => pick(all));
    const password = pick(upper + lower) + rest.join("");
    // Starting over keeps all valid passwords equally likely.
    if (
      CLASSES.every((characters) => Array.from(password).some((character) => characters.includes(character)))
    ) {
      return password;
    }
  }
}
