import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts and decrypts texts that are stored for a while. */
export interface Sealer {
  /**
   * Encrypts a text.
   * @param place - where it is stored, a row's id for example; it opens nowhere else
   */
  readonly seal: (text: string, place: string) => string;
  /** Decrypts a text; undefined if it was sealed with another key or for another place, or was altered. */
  readonly open: (sealed: string, place: string) => string | undefined;
}

/** The version of the format, so that it can change later. */
const VERSION = "s1.";

const CIPHER = "aes-256-gcm";
const KEY_LENGTH = 32;
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * Creates a sealer that uses AES-256-GCM with a key derived from the server key; all processes on one database can open
 * each other's texts.
 * @param serverKey - the secret that all processes share; `USHER_KEY`
 */
export function createSealer(serverKey: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", serverKey, "", "usher: stored secrets", KEY_LENGTH));
  return {
    seal(text, place) {
      const iv = randomBytes(IV_LENGTH);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH }).setAAD(
        Buffer.from(place),
      );
      const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return VERSION + sealed.toString("base64url");
    },
    open(sealed, place) {
      if (!sealed.startsWith(VERSION)) return undefined;
      const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
      if (bytes.length < IV_LENGTH + TAG_LENGTH) return undefined;
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_LENGTH), {
        authTagLength: TAG_LENGTH,
      });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_LENGTH));
      try {
        const text = decipher.update(bytes.subarray(IV_LENGTH, -TAG_LENGTH), undefined, "utf8");
        return text + decipher.final("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
