import { pause } from "@skylab/aws";
import type { Job } from "@skylab/service";
import type { SeenReplica, StoredConnection } from "../../store/connections.ts";
import type { DataPlane } from "../data-plane.ts";
import { tellEnd } from "./disconnect.ts";
import { BEAT_EVERY_MS } from "./live/presence.ts";

/** A replica that has shown for so long that it lives is dead; of the machine's time. */
const DEAD_AFTER_MS = 5 * BEAT_EVERY_MS;

/** When a replica was last seen to live. */
export type Sightings = Map<string, { readonly version: bigint; readonly at: number }>;

/** Tells the ends of the connections of replicas that are no more, and forgets them. */
export const buryReplicas = (dataPlane: DataPlane): Job => ({
  name: "bury replicas",
  everyMs: BEAT_EVERY_MS,
  single: true,
  run: async (_clock, signal) => {
    const seen: Sightings = new Map();
    await tellOrphans(dataPlane);
    while (!signal.aborted) {
      try {
        await lookForDead(dataPlane, seen, performance.now());
      } catch (error) {
        // Who could not be seen to live is not dead for that.
        seen.clear();
        dataPlane.log.warn({ err: error }, "the replicas with WebSockets cannot be seen");
      }
      await pause(BEAT_EVERY_MS, signal);
    }
  },
});

/** Looks once, at a time in milliseconds of the machine's. */
export async function lookForDead(dataPlane: DataPlane, seen: Sightings, now: number): Promise<void> {
  const { connections } = dataPlane;
  const replicas = await connections.rows.replicas();
  for (const found of replicas) {
    if (connections.isOurs(found)) continue;
    const last = seen.get(found.replica);
    if (last?.version !== found.version) seen.set(found.replica, { version: found.version, at: now });
    else if (found.isOver || now - last.at >= DEAD_AFTER_MS) await bury(dataPlane, found);
  }
  const there = new Set(replicas.map(({ replica }) => replica));
  for (const replica of seen.keys()) if (!there.has(replica)) seen.delete(replica);
}

/** So many connections' ends are told at a time. */
const TOLD_AT_ONCE = 20;

async function bury(dataPlane: DataPlane, { replica, version }: SeenReplica): Promise<void> {
  const { rows } = dataPlane.connections;
  // It has just shown that it lives, or another buries it.
  if (!(await rows.mark(replica, { over: true }, version))) return;
  dataPlane.log.warn({ replica }, "a replica has gone: the ends of its WebSockets are told");
  await tellEnds(dataPlane, (connection) => connection.replica === replica);
  await rows.removeReplica(replica);
}

/** Of connections whose replica is forgotten already: their ends could not be told when it was. */
async function tellOrphans(dataPlane: DataPlane): Promise<void> {
  const there = new Set((await dataPlane.connections.rows.replicas()).map(({ replica }) => replica));
  await tellEnds(dataPlane, ({ replica }) => !there.has(replica) && !dataPlane.connections.isOurs({ replica }));
}

async function tellEnds(dataPlane: DataPlane, isOver: (connection: StoredConnection) => boolean): Promise<void> {
  let told: StoredConnection[] = [];
  const tell = async (): Promise<void> => {
    await Promise.all(told.map((about) => tellEnd(dataPlane, about, { statusCode: 1006, reason: "" })));
    told = [];
  };
  for await (const connection of dataPlane.connections.rows.all()) {
    if (isOver(connection)) told.push(connection);
    if (told.length >= TOLD_AT_ONCE) await tell();
  }
  await tell();
}
