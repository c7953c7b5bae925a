import { setImmediate as turn } from "node:timers/promises";
import type { NextFunction, Request, Response } from "express";
import { takeTurns } from "../../../src/http/take-turns.js";

describe("requests that read while a change is under way", () => {
  let isChanging: boolean;
  let begun: number[];
  let handle: (number: number, method?: string) => void;

  beforeEach(() => {
    isChanging = true;
    begun = [];
    const handler = takeTurns(() => isChanging);
    handle = (number, method = "GET") => {
      const next: NextFunction = () => void begun.push(number);
      void handler({ method } as Request, {} as Response, next);
    };
  });

  it("begin in their order, one in two turns of the event loop", async () => {
    const seen: number[] = [];
    for (let number = 0; number < 4; number++) handle(number);
    for (let turns = 0; turns < 8; turns++) {
      seen.push(begun.length);
      await turn();
    }

    expect(seen).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it("begin all, and before later ones, when no change is under way any more", async () => {
    handle(0);
    handle(1);
    isChanging = false;
    handle(2);
    expect(begun).toEqual([]);
    await turn();

    expect(begun).toEqual([0, 1, 2]);
  });

  it("do not hold back those that write", () => {
    handle(0);
    handle(1, "PATCH");

    expect(begun).toEqual([1]);
  });

  it("begin at once when there is no change", () => {
    isChanging = false;
    handle(0);

    expect(begun).toEqual([0]);
  });
});
