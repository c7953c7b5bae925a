import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import { inOrder } from "../../../src/http/in-order.js";

/** What a server answers whose only steps are these. */
async function answerOf(...handlers: RequestHandler[]): Promise<string> {
  const app = express();
  app.use(inOrder(...handlers));
  app.use((_req, res) => void res.send("behind them"));
  const failed: ErrorRequestHandler = (error, _req, res, _next) => void res.send(`failed: ${error.message}`);
  app.use(failed);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text();
  } finally {
    server.close();
  }
}

describe("inOrder", () => {
  const pass: RequestHandler = (_req, _res, next) => next();
  const answer: RequestHandler = (_req, res) => void res.send("answered");

  it.each<[string, string, RequestHandler[]]>([
    ["goes on behind them when each passes the request on", "behind them", [pass, pass]],
    ["ends with the one that answers", "answered", [pass, answer, pass]],
    ["passes on what one hands to next", "failed: a", [(_req, _res, next) => next(new Error("a")), answer]],
    [
      "passes on what one throws",
      "failed: b",
      [
        () => {
          throw new Error("b");
        },
        answer,
      ],
    ],
    ["passes on what one rejects with", "failed: c", [async () => Promise.reject(new Error("c")), answer]],
    ["is nothing without handlers", "behind them", []],
  ])("%s", async (_title, text, handlers) => {
    expect(await answerOf(...handlers)).toBe(text);
  });
});
