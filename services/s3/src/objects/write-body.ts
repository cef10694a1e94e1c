import type { Readable } from "node:stream";
import { AwsError } from "@skylab/aws";
import { trailersOf } from "@skylab/protocol";
import type { AskedChecksum } from "../domain/checksums/asked-checksum.ts";
import { type BodyDigests, digestBody, type Digested, startBodyDigests } from "../domain/checksums/body-digests.ts";
import { cipherAt, WHOLE } from "../domain/encryption/cipher.ts";
import type { ChosenEncryption } from "../domain/encryption/choose-encryption.ts";
import { incompleteBody, wrongLength } from "../domain/objects/body-errors.ts";
import { type Kept, WrongSize } from "../store/bodies.ts";
import type { S3Store } from "../store/store.ts";
import { gather } from "./gather.ts";

/** A body on its way into the store. */
export type IncomingBody = {
  readonly body: Readable | Uint8Array;
  /** In bytes; `undefined`: it is not known. */
  readonly size: number | undefined;
  /** Whose fault it is where the body breaks off or has another size. */
  readonly from: "client" | "object";
  readonly asked: AskedChecksum;
  readonly encryption: ChosenEncryption;
  /** Of an upload in parts. */
  readonly part?: number;
  readonly signal: () => AbortSignal;
};

/** A body that is stored, and what was found out of it on its way. */
export type Written = Digested & { readonly kept: Kept };

/** Bodies of up to so many bytes are gathered: streams cost more CPU than they spare memory. */
const GATHERED_BYTES = 64 * 1024;

/**
 * Stores a body, in one pass: its digests are made and checked and it is encrypted as it flows.
 * @throws AwsError BadDigest, and IncompleteBody of a client's; nothing is left of the body then.
 */
export async function writeBody(store: S3Store, incoming: IncomingBody): Promise<Written> {
  const { body, size } = incoming;
  if (body instanceof Uint8Array) return writeBytes(store, incoming, body);
  if (size === undefined || size > GATHERED_BYTES) return writeFlow(store, incoming, body);
  const bytes = await gather(body, size).catch((error: unknown) => {
    throw faultOf(incoming, error);
  });
  return writeBytes(store, incoming, bytes);
}

/** What is told of a body that breaks off, or is of another size than announced. */
function faultOf({ from }: IncomingBody, error: unknown): unknown {
  if (from === "object" || error instanceof AwsError) return error;
  return error instanceof WrongSize ? wrongLength() : incompleteBody();
}

async function writeFlow(store: S3Store, incoming: IncomingBody, body: Readable): Promise<Written> {
  const flow = digestFlow(body, incoming, startBodyDigests(incoming.asked));
  const signal = incoming.signal();
  try {
    const kept = await store.bodies.keep(flow.chunks(), { size: incoming.size, signal });
    return { kept, ...flow.digested() };
  } catch (error) {
    // Who copies an object may go away, too.
    if (signal.aborted) throw incompleteBody();
    throw error instanceof WrongSize ? faultOf(incoming, error) : error;
  }
}

async function writeBytes({ bodies }: S3Store, incoming: IncomingBody, bytes: Uint8Array): Promise<Written> {
  const { body, asked } = incoming;
  const digested = digestBody(asked, body instanceof Uint8Array ? NO_TRAILERS : trailersOf(body), bytes);
  const how = { size: bytes.length, isPart: incoming.part !== undefined };
  const kept = await bodies.keep(encryptor(incoming)?.(bytes) ?? bytes, how);
  return { kept, ...digested };
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

function encryptor({ encryption, part = WHOLE }: IncomingBody): ((bytes: Uint8Array) => Buffer) | undefined {
  const { customerKey, stored } = encryption;
  if (customerKey === undefined || stored?.iv === undefined) return undefined;
  return cipherAt({ key: customerKey.bytes, nonce: stored.iv, part, offset: 0 });
}

type Flow = { readonly chunks: () => AsyncGenerator<Uint8Array>; readonly digested: () => Digested };

/** A refusal at the end of the flow lets the store forget all of it. */
function digestFlow(body: Readable, incoming: IncomingBody, digests: BodyDigests): Flow {
  let digested: Digested | undefined;
  const encrypt = encryptor(incoming);
  return {
    chunks: async function* () {
      for await (const chunk of chunksOf(body, incoming)) {
        digests.update(chunk);
        yield encrypt?.(chunk) ?? chunk;
      }
      digested = digests.finish(trailersOf(body));
    },
    digested: () => {
      if (digested === undefined) throw new Error("A body was stored before it had ended");
      return digested;
    },
  };
}

/** The chunks of a body, which stays open: the connection of a request is to carry the answer. */
async function* chunksOf(body: Readable, incoming: IncomingBody): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw faultOf(incoming, error);
  }
}
