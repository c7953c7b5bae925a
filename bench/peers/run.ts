import { openDatabase } from "../../src/db/connect.js";
import { createScratchDatabase, type ScratchDatabase } from "../database.js";
import type { Options } from "../options.js";
import { describeCircumstances } from "../report.js";
import { measureRounds, type Subject, startPeer } from "./measure.js";
import { bareExpress, betterAuth, jackson, scimmyMap } from "./others.js";
import type { Peer } from "./peer.js";
import { type PeersResult, toPeersResult } from "./report.js";
import { sameSql } from "./same-sql.js";
import { fastUsher, usher } from "./usher.js";

const NO_FAST_DRIVER =
  "Usher on better-sqlite3 is left out: npm i --no-save better-sqlite3@12 installs the driver.";

/** The peers of a database, and a sentence for each that is not installed. */
function peersOf({ database, smoke }: Options): readonly (Peer | string)[] {
  const inMemory = [scimmyMap, bareExpress];
  if (smoke) return [usher, ...inMemory, sameSql];
  if (database === "postgres") return [usher, jackson(), bareExpress, sameSql];
  return [usher, fastUsher() ?? NO_FAST_DRIVER, jackson(), betterAuth(), ...inMemory, sameSql];
}

async function measure(
  options: Options,
  peers: readonly Peer[],
  scratch: readonly ScratchDatabase[],
  subjects: Subject[],
  report: (text: string) => void,
): Promise<string[]> {
  for (const [index, peer] of peers.entries()) {
    const begin = performance.now();
    subjects.push(await startPeer(peer, scratch[index]?.url ?? "", options.users));
    report(
      `${peer.title}: ${options.users} users after ${((performance.now() - begin) / 1000).toFixed(1)} s`,
    );
  }
  await measureRounds(subjects, options, report);
  return Promise.all(peers.map((peer, index) => peer.durability(scratch[index]?.url ?? "")));
}

/** Measures our server beside the servers of others, each on a database of its own. */
export async function benchPeers(options: Options, report: (text: string) => void): Promise<PeersResult> {
  const chosen = peersOf(options);
  const leftOut = chosen.filter((peer) => typeof peer === "string");
  for (const text of leftOut) report(text);
  const peers = chosen.filter((peer) => typeof peer !== "string");
  const scratch: ScratchDatabase[] = [];
  const subjects: Subject[] = [];
  try {
    for (const _ of peers) scratch.push(await createScratchDatabase(options.database));
    const durability = await measure(options, peers, scratch, subjects, report);
    const db = openDatabase(scratch[0]?.url ?? "");
    const circumstances = await describeCircumstances(db).finally(() => db.close());
    return toPeersResult(subjects, durability, leftOut, circumstances, options);
  } finally {
    for (const { running } of subjects) await running.close();
    for (const each of scratch) await each.remove();
  }
}
