import { GATEWAY_HEADER, type GatewayProof } from "@skylab/service";
import { isUnsent, type Replica, type Replicas } from "@skylab/service/remote";

/** What is asked of a replica's own endpoints. */
export type Ask = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  /** Milliseconds until the whole answer must be there; enough to forget everything where absent. */
  readonly within?: number;
};

/** A replica, and the service that it is one of. */
export type Asked = { readonly replica: Replica; readonly of: Replicas };

/** Of a million messages. */
const FORGETS_WITHIN_MS = 30_000;

/** The gateway has judged who may ask for it. */
const ASKED_BY = "127.0.0.1";

/** The replicas of these services that are up, each once. */
export const allUp = (services: readonly { readonly replicas: Replicas }[]): readonly Asked[] =>
  [...new Set(services.map(({ replicas }) => replicas))].flatMap((of) => of.up.map((replica) => ({ replica, of })));

/**
 * Asks a replica for something; resolves to the answer's body, or to `undefined` where it is not there any more, which is
 * then known. Rejects where the answer is no success, and where there is none.
 */
export async function ask({ replica, of }: Asked, proof: GatewayProof, what: Ask): Promise<string | undefined> {
  const { method, path, body, within = FORGETS_WITHIN_MS } = what;
  try {
    const answer = await replica.pool.request({
      method,
      path,
      headers: { [GATEWAY_HEADER]: proof.writeForAdmin(ASKED_BY) },
      // undici's own timeouts are a second late, and leave out the way to a connection.
      signal: AbortSignal.timeout(within),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode === 200) return text;
    throw new Error(`${replica.address} answered ${method} ${path} with ${answer.statusCode}.`);
  } catch (error) {
    if (!isUnsent(error)) throw error;
    of.fell(replica, error);
    return undefined;
  }
}

/** Has every replica forget a service's data; one after the other, since all of them forget the same. */
export async function forgetEverywhere(
  replicas: Replicas,
  what: { readonly service: string; readonly account: string | undefined },
  proof: GatewayProof,
): Promise<void> {
  const narrowed = what.account === undefined ? "" : `&account=${what.account}`;
  const path = `/_skylab/reset?service=${what.service}${narrowed}`;
  let forgot = false;
  for (const asked of allUp([{ replicas }])) {
    if ((await ask(asked, proof, { method: "POST", path })) !== undefined) forgot = true;
  }
  if (!forgot) throw new Error(`No replica of ${what.service} is there to forget.`);
}
