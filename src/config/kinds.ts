import { isIP } from "node:net";

/** What the text of a setting may be, and how it becomes a value. */
export interface Kind<T> {
  /** Completes "NAME must be …"; never quotes the text, which may be a secret. */
  readonly expected: string;
  /** @returns undefined when the text is not what is expected */
  parse(text: string): T | undefined;
}

/** Any text that matches a pattern. */
export function text(pattern: RegExp, expected: string): Kind<string> {
  return { expected, parse: (value) => (pattern.test(value) ? value : undefined) };
}

/** A whole number, both ends included. */
export function integer(min: number, max: number): Kind<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse: (value) => {
      const number = /^\d{1,15}$/.test(value) ? Number(value) : -1;
      return number >= min && number <= max ? number : undefined;
    },
  };
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Kind<T> {
  return {
    expected: `one of ${words.join(", ")}`,
    parse: (value) => words.find((word) => word === value),
  };
}

/** An http or https address without query or fragment; a slash at its end is dropped. */
export const httpUrl: Kind<string> = {
  expected: "an http or https URL without query or fragment",
  parse: (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    if (/[?#]/.test(value) || url.username !== "" || url.password !== "") return undefined;
    return url.href.replace(/\/+$/, "");
  },
};

/** What Express calls `trust proxy`: no, yes, a number of proxies, or their addresses. */
export const trustProxy: Kind<boolean | number | string> = {
  expected: "true, false, a number of proxies, or a list of addresses such as 10.0.0.0/8, loopback",
  parse: (value) => {
    if (value === "true" || value === "false") return value === "true";
    if (/^\d{1,2}$/.test(value)) return Number(value);
    return value.split(",").every((item) => isNetwork(item.trim())) ? value : undefined;
  },
};

/** Networks by address or in CIDR notation, separated by commas. */
export const networks: Kind<readonly string[]> = {
  expected: "a list of addresses or networks such as 10.0.0.0/8, 127.0.0.1",
  parse: (value) => {
    const items = value.split(",").map((item) => item.trim());
    return items.every((item) => /^[\d.:a-f/]+$/i.test(item) && isNetwork(item)) ? items : undefined;
  },
};

function isNetwork(item: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(item)) return true;
  const [address = "", bits = "0", ...rest] = item.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
