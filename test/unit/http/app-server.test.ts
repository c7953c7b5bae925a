import { once } from "node:events";
import { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { createAppServer } from "../../../src/http/app-server.js";

describe("createAppServer", () => {
  it("makes requests and responses with the prototypes that Express gives them", async () => {
    const app = express();
    const made: unknown[] = [];
    const handled: unknown[] = [];
    app.get("/:name", (req, res) => {
      handled.push(Object.getPrototypeOf(req), Object.getPrototypeOf(res), req.app, res.app);
      res.json({ name: req.params["name"], host: req.get("Host") });
    });
    const server = createAppServer(app).listen(0, "127.0.0.1");
    server.prependListener("request", (req, res) => {
      made.push(Object.getPrototypeOf(req), Object.getPrototypeOf(res));
      made.push(req instanceof IncomingMessage, res instanceof ServerResponse);
    });
    await once(server, "listening");
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

    const answer = await fetch(`http://${host}/ann`);

    expect(await answer.json()).toEqual({ name: "ann", host });
    expect(made).toEqual([app.request, app.response, true, true]);
    expect(made.slice(0, 2).every((prototype, index) => prototype === handled[index])).toBe(true);
    expect(handled.slice(2).every((found) => found === app)).toBe(true);
    server.close();
  });

  it.each([
    [60_000, 200],
    [70_000, 431],
  ])("answers an address of %i bytes with %i", async (length, status) => {
    const app = express();
    app.get("/", (_req, res) => void res.end());
    const server = createAppServer(app).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;

    const answer = await fetch(`http://127.0.0.1:${port}/?filter=${"x".repeat(length)}`);

    expect(answer.status).toBe(status);
    server.close();
  });

  it("keeps the settings of the server", () => {
    const server = createAppServer(express(), { keepAliveTimeout: 1234 });

    expect(server.keepAliveTimeout).toBe(1234);
  });
});
