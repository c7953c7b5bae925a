import { isIP } from "node:net";

/** The form of a setting's text, and its conversion to a value. */
export interface Kind<T> {
  /** Completes "NAME must be …"; never quotes the text, which may be a secret. */
  readonly expected: string;
  /** @returns undefined when the text does not have the expected form */
  parse(text: string): T | undefined;
}

/** Returns the kind of texts that match a pattern. */
export function text(pattern: RegExp, expected: string): Kind<string> {
  return { expected, parse: (value) => (pattern.test(value) ? value : undefined) };
}

/** Returns the kind of whole numbers between two ends, both included. */
export function integer(min: number, max: number): Kind<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse: (value) => {
      const number = /^\d{1,15}$/.test(value) ? Number(value) : -1;
      return number >= min && number <= max ? number : undefined;
    },
  };
}

/** Returns the kind of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Kind<T> {
  return {
    expected: `one of ${words.join(", ")}`,
    parse: (value) => words.find((word) => word === value),
  };
}

/** An http or https URL without query or fragment; a slash at its end is removed. */
export const httpUrl: Kind<string> = {
  expected: "an http or https URL without query or fragment",
  parse: (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    if (/[?#]/.test(value) || url.username !== "" || url.password !== "") return undefined;
    return url.href.replace(/\/+$/, "");
  },
};

/**
 * Parameters by which other clients of PostgreSQL choose among several servers, and which the driver would silently
 * ignore.
 */
const SERVER_CHOICE_PARAMETERS = ["hostaddr", "load_balance_hosts", "service", "target_session_attrs"];

/**
 * The URL of the database. An unreadable PostgreSQL URL, or one that names several hosts, would silently connect to the
 * server of this machine.
 */
export const databaseUrl: Kind<string> = {
  expected:
    "sqlite:FILE, sqlite::memory:, or a valid URL postgres://user:password@host/database that names one host and one port: if there are several servers, use one address that leads to the primary; write special characters of user and password as %XX",
  parse: (value) => {
    if (/^sqlite:\S/.test(value)) return value;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^postgres(?:ql)?:\/\//.test(value) || url.hash !== "") return undefined;
    const query = url.searchParams;
    const hosts = [url.hostname, ...query.getAll("host")].filter((host) => host !== "");
    const ports = [url.port, ...query.getAll("port")].filter((port) => port !== "");
    if (hosts.length === 0 && url.pathname.length < 2) return undefined;
    if (hosts.length > 1 || ports.length > 1 || /,|%2c/i.test(hosts.join())) return undefined;
    if (!ports.every((port) => /^\d{1,5}$/.test(port))) return undefined;
    return SERVER_CHOICE_PARAMETERS.some((name) => query.has(name)) ? undefined : value;
  },
};

/** Express's `trust proxy`: no, yes, a number of proxies, or their addresses. */
export const trustProxy: Kind<boolean | number | string> = {
  expected: "true, false, a number of proxies, or a list of addresses such as 10.0.0.0/8, loopback",
  parse: (value) => {
    if (value === "true" || value === "false") return value === "true";
    if (/^\d{1,2}$/.test(value)) return Number(value);
    return value.split(",").every((item) => isNetwork(item.trim())) ? value : undefined;
  },
};

/** Networks as addresses or in CIDR notation, separated by commas. */
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
