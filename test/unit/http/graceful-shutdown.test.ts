import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type GracefulShutdown, prepareGracefulShutdown } from "../../../src/http/graceful-shutdown.js";

/** Far more than anything here takes. */
const PATIENCE = 10_000;

describe("the graceful end", () => {
  let server: Server;
  let graceful: GracefulShutdown;
  /** Requests that wait for their answer, by path. */
  let waiting: Map<string | undefined, () => void>;
  const sockets: Socket[] = [];

  const handler: RequestListener = (req, res) => {
    if (req.url === "/now") return void res.end("now");
    if (req.url === "/stream") {
      res.write("begin");
      waiting.set(req.url, () => res.end("end"));
      return;
    }
    req.resume().on("end", () => waiting.set(req.url, () => res.end(`late ${req.url}`)));
  };

  beforeEach(async () => {
    waiting = new Map();
    server = createServer({ keepAliveTimeout: 60_000 });
    graceful = prepareGracefulShutdown(server);
    server.on("request", handler);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
  });

  /** A connection, and what came back over it so far. */
  const open = async (): Promise<{ socket: Socket; said: () => string; over: Promise<unknown> }> => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    sockets.push(socket);
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    const over = new Promise((resolve) => {
      socket.once("end", () => resolve("ended"));
      socket.once("error", (error) => resolve(error.message));
    });
    await once(socket, "connect");
    return { socket, said: () => text, over };
  };
  const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let i = 0; i < 400 && !isSo(); i++) await sleep(5);
    expect(isSo()).toBe(true);
  };
  const endingsIn = (text: string): number => text.split(/^Connection: close\r$/im).length - 1;

  it("closes connections that never said anything, and idle ones, without waiting for anybody", async () => {
    const fresh = await open();
    const idle = await open();
    idle.socket.write(request("/now"));
    await until(() => idle.said().includes("now"));
    const begun = performance.now();

    expect(await graceful.shutDown(PATIENCE)).toBe(0);

    expect(performance.now() - begun).toBeLessThan(PATIENCE / 2);
    expect([await fresh.over, await idle.over]).toEqual(["ended", "ended"]);
  });

  it("answers a request that a connection sends in that moment, and says that it is the last", async () => {
    const { socket, said, over } = await open();
    socket.write(request("/now"));
    await until(() => said().includes("now"));
    const ended = graceful.shutDown(PATIENCE);
    socket.write(request("/now"));

    expect(await ended).toBe(0);
    expect(await over).toBe("ended");
    expect(said().match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(endingsIn(said())).toBe(1);
  });

  it("takes no more connections", async () => {
    const busy = await open();
    busy.socket.write(request("/late"));
    await until(() => waiting.has("/late"));
    const { port } = server.address() as AddressInfo;
    const ended = graceful.shutDown(PATIENCE);
    const late = connect(port, "127.0.0.1");
    sockets.push(late);
    const [error] = (await once(late, "error")) as [NodeJS.ErrnoException];
    waiting.get("/late")?.();
    await ended;
    await busy.over;

    expect(error.code).toBe("ECONNREFUSED");
    expect(busy.said()).toContain("late /late");
    expect(endingsIn(busy.said())).toBe(1);
  });

  it("answers every request of a pipeline; only the last answer closes", async () => {
    const { socket, said, over } = await open();
    socket.write(request("/a") + request("/b"));
    await until(() => waiting.size === 2);
    const ended = graceful.shutDown(PATIENCE);
    socket.write(request("/c"));
    await until(() => waiting.size === 3);
    for (const answer of waiting.values()) answer();

    expect(await ended).toBe(0);
    expect(await over).toBe("ended");
    expect(said().match(/late \/[abc]/g)).toEqual(["late /a", "late /b", "late /c"]);
    expect(endingsIn(said())).toBe(1);
  });

  it("lets an answer that has begun end, then closes its connection", async () => {
    const { socket, said, over } = await open();
    socket.write(request("/stream"));
    await until(() => said().includes("begin"));
    const ended = graceful.shutDown(PATIENCE);
    await sleep(700);
    waiting.get("/stream")?.();

    expect(await ended).toBe(0);
    expect(await over).toBe("ended");
    expect(said()).toMatch(/begin[\s\S]*end/);
  });

  it("waits for a body that is still coming", async () => {
    const { socket, said, over } = await open();
    socket.write("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
    await sleep(50);
    const ended = graceful.shutDown(PATIENCE);
    await sleep(700);
    socket.write("cd");
    await until(() => waiting.has("/body"));
    waiting.get("/body")?.();

    expect(await ended).toBe(0);
    await over;
    expect(said()).toContain("late /body");
  });

  it("cuts what takes too long, and counts it", async () => {
    const { socket, over } = await open();
    socket.write(request("/never"));
    await until(() => waiting.has("/never"));

    expect(await graceful.shutDown(600)).toBe(1);
    await over;
  });
});
