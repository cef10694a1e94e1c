import { type AdminClock, type ClockMove, clockMoveBody, type GatewayProof } from "@skylab/service";
import type { Replicas } from "@skylab/service/remote";
import { type Asked, allUp, ask } from "./fan-out.ts";

const PATH = "/_skylab/clock";

/** Ample for a busy machine: one that is gone takes no connection, which is known in two seconds. */
const LOOKS_WITHIN_MS = 30_000;

/** The clock that all replicas of all services have together: they keep its setting in the engine they share. */
export function replicasClock(services: readonly { readonly replicas: Replicas }[], proof: GatewayProof): AdminClock {
  return {
    now: async () => {
      const { text } = await askOne(allUp(services), (asked) => ask(asked, proof, { method: "GET", path: PATH }));
      const { milliseconds } = JSON.parse(text) as { readonly milliseconds: number }; // as: the clock's own form.
      return milliseconds;
    },
    move: async (move: ClockMove) => {
      const body = clockMoveBody(move);
      const { others } = await askOne(allUp(services), (asked) =>
        ask(asked, proof, { method: "POST", path: PATH, body }),
      );
      // The others hear of it from the engine. Asked for the time they look at once, so that it has moved everywhere.
      const look = { method: "GET", path: PATH, within: LOOKS_WITHIN_MS } as const;
      await Promise.allSettled(others.map((other) => ask(other, proof, look)));
    },
  };
}

/** Asks one after the other until one is there; resolves to its answer, and to those who were not asked. */
async function askOne(
  replicas: readonly Asked[],
  askIt: (asked: Asked) => Promise<string | undefined>,
): Promise<{ readonly text: string; readonly others: readonly Asked[] }> {
  for (const [index, replica] of replicas.entries()) {
    const text = await askIt(replica);
    if (text !== undefined) return { text, others: replicas.slice(index + 1) };
  }
  throw new Error("No replica is there to tell the time.");
}
