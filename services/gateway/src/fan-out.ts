import { GATEWAY_HEADER, type GatewayProof } from "@skylab/service";
import type { Replica, Replicas } from "@skylab/service/remote";

/** What is asked of a replica's own endpoints. */
export type Ask = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  /** Milliseconds until the whole answer must be there; enough to forget everything where absent. */
  readonly within?: number;
};

/** Of a million messages. */
const FORGETS_WITHIN_MS = 30_000;

/** The services judge nothing that the gateway asks: it has judged who may. */
const ASKED_BY = "127.0.0.1";

/** Asks a replica for something; resolves to the answer's status. */
export async function ask(
  replica: Replica,
  proof: GatewayProof,
  { method, path, body, within = FORGETS_WITHIN_MS }: Ask,
): Promise<number> {
  const answer = await replica.pool.request({
    method,
    path,
    headers: { [GATEWAY_HEADER]: proof.write(ASKED_BY) },
    // undici's own timeouts are a second late, and leave out the way to a connection.
    signal: AbortSignal.timeout(within),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await answer.body.dump();
  return answer.statusCode;
}

/** Has every replica forget a service's data; one after the other, since all of them forget the same. */
export async function forgetEverywhere(
  replicas: Replicas,
  what: { readonly service: string; readonly account: string | undefined },
  proof: GatewayProof,
): Promise<void> {
  const { up } = replicas;
  if (up.length === 0) throw new Error(`No replica of ${what.service} is there to forget.`);
  const narrowed = what.account === undefined ? "" : `&account=${what.account}`;
  const path = `/_skylab/reset?service=${what.service}${narrowed}`;
  for (const replica of up) await insist(replica, proof, { method: "POST", path });
}

/** Asks, and rejects where the answer is no success. */
export async function insist(replica: Replica, proof: GatewayProof, what: Ask): Promise<void> {
  const status = await ask(replica, proof, what);
  if (status !== 200) throw new Error(`${replica.address} answered ${what.method} ${what.path} with ${status}.`);
}
