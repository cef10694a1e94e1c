import { systemClock } from "@skylab/aws";
import type { Logger, ServiceHost } from "@skylab/service";
import { isUnsent, type Replica, Replicas, signCall } from "@skylab/service/remote";
import { type FunctionHost, HostRefusal, type Invocation, type Invoked, type Provisioned } from "../port.ts";
import { InvocationAnswer, refusalOf, unavailable } from "./invocation-answer.ts";
import { CALLER, LEVEL, PATHS, type Provision, writeInvocation } from "./wire.ts";

export type RemoteHostOptions = {
  /** Where the host is: one, or by DNS one of several, which each count what they run. */
  readonly hosts: readonly ServiceHost[];
  /** SKYLAB_INTERNAL_SECRET, the same there. */
  readonly secret: string;
  readonly log: Logger;
};

/**
 * The way to a host of functions in another process, which serves `hostRoutes`: an HTTP request for each invocation, in
 * which payload and answer flow as bytes. A host that cannot be reached, or goes away while a function runs, is `Unavailable`;
 * what runs there ends without anybody who hears of it. Its `close` lets go of the way, and of nothing there.
 */
export function remoteHost({ hosts, secret, log }: RemoteHostOptions): FunctionHost {
  const replicas = new Replicas({ hosts, log });
  const send = senderTo(replicas);
  const onTheirWay = new Set<InvocationAnswer>();
  const signed = (path: string, body: Buffer): Record<string, string> =>
    signCall({ path, body }, CALLER, { secret, now: systemClock.now() });

  const ask = async (path: string, input: unknown): Promise<string> => {
    const body = Buffer.from(JSON.stringify(input));
    return await send(async ({ pool }) => {
      const answer = await pool.request({ method: "POST", path, headers: signed(path, body), body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw refusalOf(answer.statusCode);
      return text;
    });
  };

  return {
    invoke: async (invocation) => {
      const body = writeInvocation(invocation);
      return await send(async (replica) => {
        const answer = new InvocationAnswer();
        onTheirWay.add(answer);
        void answer.over.then(() => onTheirWay.delete(answer));
        return await invoke(replica, { answer, body, headers: signed(PATHS.invoke, body), of: invocation });
      }, invocation.signal);
    },
    provision: async (version, credentials, count) => {
      await ask(PATHS.provision, { version, credentials, count } satisfies Provision);
    },
    provisioned: async (versionId) => JSON.parse(await ask(PATHS.provisioned, versionId)) as Provisioned, // as: its own form.
    forget: async (functionArn) => {
      await ask(PATHS.forget, functionArn);
    },
    level: () => LEVEL,
    close: async () => {
      for (const answer of onTheirWay) answer.leave();
      await replicas.close();
    },
  };
}

type Send = <Answer>(to: (replica: Replica) => Promise<Answer>, signal?: AbortSignal) => Promise<Answer>;

/** Sends to one of the replicas, looked for from the first time on, and again where nothing of it was sent. */
function senderTo(replicas: Replicas): Send {
  let looked: Promise<void> | undefined;
  return async (to, signal = UNABORTED) => {
    looked ??= replicas.start();
    await looked;
    for (;;) {
      const replica = replicas.pick() ?? (await replicas.pickOrWait(signal));
      if (replica === undefined) throw unavailable("No host of functions can be reached.");
      try {
        return await to(replica);
      } catch (error) {
        if (error instanceof HostRefusal) throw error;
        if (!isUnsent(error)) throw unavailable(`The host of functions cannot be asked: ${reasonOf(error)}.`);
        replicas.fell(replica, error);
      }
    }
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const UNABORTED = new AbortController().signal;

/** A function runs for 15 minutes at most, after it has waited for an environment. */
const ANSWERS_WITHIN_MS = 20 * 60_000;

type Sent = {
  readonly answer: InvocationAnswer;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly of: Invocation;
};

function invoke(replica: Replica, { answer, headers, body, of: { signal } }: Sent): Promise<Invoked> {
  const leave = (): void => answer.leave();
  signal?.addEventListener("abort", leave, { once: true });
  replica.inFlight += 1;
  void answer.over.then(() => {
    replica.inFlight -= 1;
    signal?.removeEventListener("abort", leave);
  });
  const path = PATHS.invoke;
  replica.pool.dispatch({ method: "POST", path, headers, body, headersTimeout: ANSWERS_WITHIN_MS }, answer);
  if (signal?.aborted === true) leave();
  return answer.result;
}
