import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient } from "../../../src/outbound/http-client.js";

describe("HttpClient", () => {
  const client = createHttpClient(["127.0.0.1"]);
  let server: Server;
  let requests: IncomingMessage[];
  let answer: RequestListener;
  let origin: string;

  beforeEach(async () => {
    requests = [];
    server = createServer((req, res) => {
      requests.push(req);
      answer(req, res);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  it("reads a text", async () => {
    answer = (_req, res) => res.end("käse");

    expect(await client.getText(`${origin}/path?query=1`)).toBe("käse");
    expect(requests[0]).toMatchObject({ method: "GET", url: "/path?query=1" });
    expect(requests[0]?.headers).toMatchObject({ accept: "application/json", "user-agent": "Usher" });
  });

  it("reaches an allowed address by its name", async () => {
    answer = (_req, res) => res.end("here");

    expect(await client.getText(origin.replace("127.0.0.1", "localhost"))).toBe("here");
  });

  it.each([301, 302, 307, 308])("does not follow a redirect by %i", async (status) => {
    answer = (_req, res) => res.writeHead(status, { Location: `${origin}/other` }).end();

    await expect(client.getText(origin)).rejects.toThrow(`answered ${status}`);
    expect(requests).toHaveLength(1);
  });

  it("tries a second time after a failure of the server, and no third time", async () => {
    answer = (_req, res) => res.writeHead(requests.length === 1 ? 503 : 200).end("now");
    expect(await client.getText(origin)).toBe("now");

    answer = (_req, res) => res.writeHead(500).end();
    await expect(client.getText(origin)).rejects.toThrow("answered 500");
    expect(requests).toHaveLength(4);
  });

  it("tries a second time after a broken connection", async () => {
    answer = (req, res) => {
      if (requests.length === 1) req.socket.destroy();
      else res.end("now");
    };

    expect(await client.getText(origin)).toBe("now");
  });

  it("does not repeat what was refused", async () => {
    answer = (_req, res) => res.writeHead(404).end();

    await expect(client.getText(origin)).rejects.toThrow("answered 404");
    expect(requests).toHaveLength(1);
  });

  it("stops reading an answer that is too large, also when its length is not told", async () => {
    let sent = 0;
    answer = (_req, res) => {
      const push = (): void => {
        while (sent < 50_000_000 && res.write(Buffer.alloc(65_536))) sent += 65_536;
        if (sent < 50_000_000) res.once("drain", push);
        else res.end();
      };
      push();
    };

    await expect(client.getText(origin)).rejects.toThrow("larger than 262144 bytes");
    expect(sent).toBeLessThan(50_000_000);
  });

  it("gives up on an answer that never ends", async () => {
    answer = (_req, res) => res.write("{");
    const begin = performance.now();

    await expect(client.getText(origin)).rejects.toThrow(/abort/i);
    expect(performance.now() - begin).toBeLessThan(8000);
  }, 10_000);

  it.each([
    ["a loopback address that is not allowed", "http://127.0.0.2/"],
    ["another way to write it", "http://0x7f.2/"],
    ["a name without TLS that is public", "http://198.51.100.1/"],
    ["a private address", "https://10.0.0.1/"],
    ["a metadata service", "https://169.254.169.254/latest/meta-data"],
    ["an address of IPv6", "https://[::1]/"],
    ["an embedded address", "https://[::ffff:10.0.0.1]/"],
    ["a file", "file:///etc/passwd"],
    ["a password", "https://user:pass@example.com/"],
    ["nonsense", "keys"],
  ])("does not call %s: %s", async (_, url) => {
    await expect(client.getText(url)).rejects.toThrow(/no network|cannot be called|credentials|Invalid URL/);
  });

  it("judges where a name leads, not the name", async () => {
    answer = (_req, res) => res.end("here");
    const strict = createHttpClient([]);

    const calling = strict.getText(origin.replace("http://127.0.0.1", "https://localhost"));

    await expect(calling).rejects.toThrow("localhost is on no network that may be called");
    expect(requests).toHaveLength(0);
  });
});
