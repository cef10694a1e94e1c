import { Readable } from "node:stream";
import { systemClock } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import type { Dispatcher } from "undici";
import { EVENTS_TYPE, readFlowing } from "../calls/call-events.ts";
import { requireCallSize } from "../calls/call-size.ts";
import { callPath, readError, readValues, writeValues } from "../calls/call-wire.ts";
import type { ServiceCall, ServiceClient } from "../calls/service-call.ts";
import { signCall } from "../calls/signature.ts";
import { isUnsent, type Replica } from "./replica.ts";
import type { Replicas } from "./replicas.ts";

/** Calls services in other containers, by their replicas, and proves by the secret who it is. */
export function remoteCalls(options: {
  readonly replicasOf: (service: string) => Replicas | Promise<Replicas>;
  readonly secret: string;
}): ServiceClient {
  const { replicasOf, secret } = options;
  return async (call) => {
    const { service, signal = UNABORTED } = call;
    const sent = callBody(call);
    const replicas = await replicasOf(service);
    for (;;) {
      // At once where it can be: meanwhile DNS may take it off its list.
      const replica = replicas.pick() ?? (await replicas.pickOrWait(signal));
      if (replica === undefined) throw new Error(`No replica of ${service} can be reached.`);
      try {
        return await callReplica(replica, { ...call, sent }, secret);
      } catch (error) {
        // What was never sent can be sent again.
        if (!isUnsent(error)) throw error;
        replicas.fell(replica, error);
      }
    }
  };
}

/** A call as it goes over the wire, however often it is sent. */
type SentCall = { readonly path: string; readonly body: Buffer };

/** @throws AwsError where it is too large. */
export function callBody({ input, operation, service }: ServiceCall): SentCall {
  requireCallSize(input);
  return { path: callPath(service, operation), body: writeValues(input) };
}

/** Calls one replica; rejects so that `isUnsent` tells whether anything of it was sent. */
export async function callReplica(
  replica: Replica,
  { as, sent, service, signal = UNABORTED }: ServiceCall & { readonly sent: SentCall },
  secret: string,
): Promise<Values> {
  const headers = signCall(sent, as, { secret, now: systemClock.now() });
  return await readAnswer(await post(replica, { ...sent, headers }, signal), service);
}

/** A callee that says nothing for so long will not answer: a synchronous Lambda function runs for 15 minutes at most. */
const ANSWERS_WITHIN_MS = 16 * 60_000;

/** Of a call that ends with its answer. */
const UNABORTED = new AbortController().signal;

type Post = { readonly path: string; readonly headers: Record<string, string>; readonly body: Buffer };
/** What came of it: all of an answer, or one that goes on with events. */
type Posted = { readonly status: number; readonly bytes: Uint8Array } | { readonly events: Readable };

async function post(replica: Replica, sent: Post, signal: AbortSignal): Promise<Posted> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  replica.inFlight += 1;
  const release = (): void => {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
    replica.inFlight -= 1;
  };
  try {
    const posted = await dispatch(replica, sent, (controller) => {
      stop = () => controller.abort(asError(signal.reason));
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
    if ("events" in posted) posted.events.once("close", release);
    else release();
    return posted;
  } catch (error) {
    release();
    throw error;
  }
}

type Controller = Dispatcher.DispatchController;

/** Not by undici's `request`, which would make a stream of an answer that is taken whole. */
function dispatch(
  { pool }: Replica,
  { path, headers, body }: Post,
  onStart: (controller: Controller) => void,
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let events: Readable | undefined;
    pool.dispatch(
      { method: "POST", path, headers, body, headersTimeout: ANSWERS_WITHIN_MS },
      {
        onRequestStart: onStart,
        onResponseStart: (controller, code, answered) => {
          status = code;
          if (answered["content-type"] !== EVENTS_TYPE) return;
          events = bodyOf(controller);
          resolve({ events });
        },
        onResponseData: (controller, chunk) => {
          if (events === undefined) chunks.push(chunk);
          else if (!events.push(chunk)) controller.pause();
        },
        onResponseEnd: () => {
          if (events === undefined) resolve({ status, bytes: Buffer.concat(chunks) });
          else events.push(null);
        },
        onResponseError: (_controller, error) => {
          if (events === undefined) reject(error);
          else events.destroy(error);
        },
      },
    );
  });
}

/** What is pushed into it flows no faster than it is read. */
const bodyOf = (controller: Controller): Readable =>
  new Readable({
    read: () => controller.resume(),
    destroy: (error, done) => {
      controller.abort(error ?? new Error("Nobody reads the events of this call any more."));
      done(error);
    },
  });

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

function readAnswer(posted: Posted, service: string): Values | Promise<Values> {
  if ("events" in posted) return readFlowing(posted.events);
  const { bytes, status } = posted;
  if (status === 200) return readValues(bytes);
  if (status === 400) throw readError(bytes);
  const hint = status === 403 ? ": have all services the same SKYLAB_INTERNAL_SECRET?" : "";
  throw new Error(`${service} answered a call with ${status}${hint}`);
}
