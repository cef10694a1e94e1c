import type { Victim } from "./victim.ts";

/** `turns`: of all clients together, answered and not; as many between two blows, and before the first and after the last. */
export type Load = { readonly clients: number; readonly turns: number };

/** With what it takes to start again on a busy machine. */
export const LOAD_TIMEOUT_MS = 300_000;

/** A turn of a client, which is a request or a few; it throws what the request was refused with. */
export type Work = (client: number, turn: number) => Promise<void>;

/** Clients work, in the middle of which one blow after the other comes. */
export async function loadAndKill(victim: Victim, { clients, turns }: Load, work: Work): Promise<void> {
  const stretches = [...victim.blows, () => Promise.resolve()];
  const share = Math.ceil(turns / stretches.length);
  const taken = Array.from({ length: clients }, () => 0);
  const begun = performance.now();
  let lost = 0;
  for (const blow of stretches) {
    let left = share;
    let struck: Promise<void> | undefined;
    const workAs = async (client: number): Promise<void> => {
      while (left > 0) {
        left--;
        const turn = taken[client] ?? 0;
        taken[client] = turn + 1;
        await work(client, turn).catch((error: unknown) => {
          if (!isLost(error)) throw error;
          lost++;
        });
        if (left < share / 2) struck ??= blow();
        await victim.isBack();
      }
    };
    await Promise.all(taken.map((_, client) => workAs(client)));
    await struck;
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${share * stretches.length} turns in ${seconds} s, ${lost} of them lost; ${victim.blows.length} blows`);
}

/** Whether nobody knows what became of a request: it may have taken effect or not. */
export function isLost(error: unknown): boolean {
  const { $metadata: { httpStatusCode: status } = {} } = error as { $metadata?: { httpStatusCode?: number } }; // as: so the SDK's are.
  return status === undefined || status >= 500;
}
