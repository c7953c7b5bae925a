import { BlockList, isIP } from "node:net";

/** IPv4 addresses outside the public internet. Source: IANA special-purpose address registry. */
const SPECIAL_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];

/** The part of IPv6 that is assigned for public use. Every form that embeds IPv4 is outside it. */
const PUBLIC_IPV6 = ["2000::/3"];

/** Exceptions inside that part: protocol assignments (with Teredo), 6to4, documentation. */
const SPECIAL_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const LOOPBACK = ["127.0.0.0/8", "::1"];

const specialIpv4 = toBlockList(SPECIAL_IPV4);
const publicIpv6 = toBlockList(PUBLIC_IPV6);
const specialIpv6 = toBlockList(SPECIAL_IPV6);
const loopback = toBlockList(LOOPBACK);

/** Decides which addresses the server may call. */
export interface NetworkGuard {
  /**
   * Returns true when a connection to an address may be opened.
   * @param isEncrypted - false for plain HTTP, which may go to an allowed loopback address only
   */
  allows(address: string, isEncrypted: boolean): boolean;
}

/**
 * Returns a guard that allows the public internet and the given networks.
 * @param privateNetworks - addresses or networks in CIDR notation: `10.0.0.0/8`, `::1`
 */
export function networkGuard(privateNetworks: readonly string[]): NetworkGuard {
  const allowed = toBlockList(privateNetworks);
  return {
    allows: (address, isEncrypted) => {
      const isAllowed = contains(allowed, address);
      return isEncrypted ? isAllowed || isPublic(address) : isAllowed && contains(loopback, address);
    },
  };
}

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !contains(specialIpv4, address);
  return contains(publicIpv6, address) && !contains(specialIpv6, address);
}

function contains(list: BlockList, address: string): boolean {
  // A zone (fe80::1%eth0) marks a local address, which BlockList cannot parse.
  const version = address.includes("%") ? 0 : isIP(address);
  return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
