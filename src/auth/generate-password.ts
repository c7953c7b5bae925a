import { randomInt } from "node:crypto";

/**
 * The four classes, without characters that look like others: no 0 O o, 1 l I i L, 5 S s, 2 Z z, 8 B, and of signs
 * only those that mails and shells leave as they are. R006
 */
const CLASSES = ["ACDEFGHJKMNPQRTUVWXY", "abcdefghjkmnpqrtuvwxy", "34679", "#%+?@"] as const;

/** The length in which each class has a character and enough is random. */
const LEAST_LENGTH = 12;

/** One of the characters, each as likely as the others. */
function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/**
 * A password that nobody can guess: at sixteen characters more than 80 random bits, so that no two are ever the same.
 * It begins with a letter, which spreadsheets and shells leave alone. R006
 * @param length - characters; at least 12
 */
export function generatePassword(length: number): string {
  const [upper, lower] = CLASSES;
  const all = CLASSES.join("");
  for (;;) {
    const rest = Array.from({ length: Math.max(length, LEAST_LENGTH) - 1 }, () => pick(all));
    const password = pick(upper + lower) + rest.join("");
    // Trying again keeps every good password as likely as any other.
    if (
      CLASSES.every((characters) => Array.from(password).some((character) => characters.includes(character)))
    ) {
      return password;
    }
  }
}
