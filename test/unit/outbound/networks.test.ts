import { networkGuard } from "../../../src/outbound/networks.js";

describe("networkGuard", () => {
  it.each([
    "93.184.216.34",
    "172.15.255.255",
    "172.32.0.0",
    "100.128.0.1",
    "2600:1406:bc00:53::b81e:94ce",
    "2a00:1450:4001::1",
  ])("lets calls go to the public address %s, encrypted", (address) => {
    const guard = networkGuard([]);

    expect([guard.allows(address, true), guard.allows(address, false)]).toEqual([true, false]);
  });

  it.each([
    ["this host", "0.0.0.0"],
    ["a private network", "10.1.2.3"],
    ["a private network", "172.16.0.1"],
    ["a private network", "172.31.255.255"],
    ["a private network", "192.168.1.1"],
    ["a provider's network", "100.64.0.1"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["a cloud's metadata service", "169.254.169.254"],
    ["documentation", "203.0.113.7"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["loopback", "::1"],
    ["no address", "::"],
    ["a local address", "fe80::1"],
    ["a local address with its zone", "fe80::1%eth0"],
    ["a private network", "fd00::1"],
    ["multicast", "ff02::1"],
    ["embedded loopback", "::ffff:127.0.0.1"],
    ["embedded private address", "::ffff:a00:1"],
    ["embedded private address", "64:ff9b::a00:1"],
    ["embedded private address", "2002:a00:1::"],
    ["Teredo", "2001::1"],
    ["documentation", "2001:db8::1"],
    ["a name", "localhost"],
    ["nothing", ""],
  ])("stops calls to %s: %s", (_, address) => {
    expect(networkGuard([]).allows(address, true)).toBe(false);
  });

  it("lets calls go to the networks that the operator allows, and to no others", () => {
    const guard = networkGuard(["10.0.0.0/8", "192.168.1.7", "fd00::/8"]);
    const addresses = ["10.9.9.9", "192.168.1.7", "192.168.1.8", "fd12::1", "fe80::1"];

    expect(addresses.map((address) => guard.allows(address, true))).toEqual([true, true, false, true, false]);
  });

  it("lets calls without encryption go to allowed loopback addresses only", () => {
    const guard = networkGuard(["127.0.0.1", "::1", "10.0.0.0/8"]);
    const addresses = ["127.0.0.1", "::1", "127.0.0.2", "10.0.0.1", "93.184.216.34"];

    expect(addresses.map((address) => guard.allows(address, false))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
