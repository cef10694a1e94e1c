import { once } from "node:events";
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { BlobId } from "../blob-id.ts";
import { type Engine, keyOf, silence, within } from "./engine.ts";
import { refusalOf } from "./errors.ts";

/** What is asked of a blob's key. */
export type Question = {
  readonly method: "GET" | "PUT";
  readonly id: BlobId;
  readonly headers: OutgoingHttpHeaders;
  /** `partNumber` and `uploadId`. */
  readonly query?: Record<string, string>;
};

/** A request over a connection that stands. */
export type Exchange = {
  /** Sends a part of the body; resolves when there is room for more. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Ends the body, and resolves to the answer. Refusals reject. */
  readonly answer: () => Promise<IncomingMessage>;
  /** Tells of a failure or refusal while the body is still being sent. */
  readonly onFailure: (listener: (error: unknown) => void) => void;
  readonly destroy: (reason?: Error) => void;
};

/** How long a signed request may wait for its turn. */
const SIGNATURE_SECONDS = 600;
const FIRST_REFUSAL_STATUS = 300;

/** Connects. Nothing of a body is gone when this rejects. */
export async function ask(engine: Engine, { method, id, headers, query }: Question): Promise<Exchange> {
  const { client, bucket, transport, agent, timeoutMs } = engine;
  const url = await client.presignedUrl(method, bucket, keyOf(id), SIGNATURE_SECONDS, query);
  const request = transport.request(url, { method, agent, headers });
  const answered = answerTo(request);
  const giveUp = (): void => void request.destroy(silence(timeoutMs));
  await within(timeoutMs, Promise.race([connected(request), answered]), giveUp);
  return {
    write: async (chunk) => {
      if (request.errored !== null) throw request.errored;
      if (!request.write(chunk)) await within(timeoutMs, once(request, "drain"), giveUp);
    },
    answer: () => {
      request.end();
      return within(timeoutMs, answered, giveUp);
    },
    onFailure: (listener) => void answered.catch(listener),
    destroy: (reason) => void request.destroy(reason),
  };
}

async function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve);
    request.on("error", reject);
  });
  if ((response.statusCode ?? 0) >= FIRST_REFUSAL_STATUS) throw await refusalOf(response);
  return response;
}

async function connected(request: ClientRequest): Promise<void> {
  if (request.socket === null) await once(request, "socket");
  if (request.socket?.connecting === true) await once(request.socket, "connect");
}
