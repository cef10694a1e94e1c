import { Readable } from "node:stream";
import { AwsError } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import { MAX_CALL_BYTES } from "./call-size.ts";
import { readError, readValues, writeError, writeValues } from "./call-wire.ts";

/** What an answer is of that goes on with events: the output without them, then each in a frame of its own. */
export const EVENTS_TYPE = "application/x-skylab-events";

/** An output of which one member is a stream of events: of Lambda's InvokeWithResponseStream. */
export type FlowingOutput = {
  readonly name: string;
  readonly events: AsyncIterable<Values>;
  /** All other members. */
  readonly others: Values;
};

/** An output with its events apart; `undefined`: it has none, as nearly all. */
export function flowingOutput(output: Values): FlowingOutput | undefined {
  for (const [name, value] of Object.entries(output)) {
    if (!isEvents(value)) continue;
    const { [name]: _, ...others } = output;
    return { name, events: value, others };
  }
  return undefined;
}

const isEvents = (value: unknown): value is AsyncIterable<Values> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

/** Kinds of frames. */
const OUTPUT = 0;
const EVENT = 1;
const REFUSAL = 2;

/** Of a frame: its kind, and how many bytes follow. */
const HEAD_BYTES = 5;

/** The body of such an answer. An AwsError that ends the events goes along; another one breaks the answer off. */
export const writeFlowing = (output: FlowingOutput): Readable => Readable.from(framesOf(output), { objectMode: false });

async function* framesOf({ events, name, others }: FlowingOutput): AsyncGenerator<Buffer> {
  yield frame(OUTPUT, writeValues({ name, others }));
  try {
    for await (const event of events) yield frame(EVENT, writeValues(event));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    yield frame(REFUSAL, writeError(error));
  }
}

function frame(kind: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(kind);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** Reads such an answer up to its events, which are then read as they come. Whoever stops to read them destroys the body. */
export async function readFlowing(body: Readable): Promise<Values> {
  const frames = readFrames(body);
  const first = await frames.next();
  if (first.done || first.value.kind !== OUTPUT)
    throw new Error("The answer of a call does not begin with its output.");
  const { name, others } = readValues(first.value.bytes) as Pick<FlowingOutput, "name" | "others">; // as: what was written.
  return { ...others, [name]: eventsOf(frames) };
}

async function* eventsOf(frames: AsyncIterable<Frame>): AsyncGenerator<Values> {
  for await (const { bytes, kind } of frames) {
    if (kind === REFUSAL) throw readError(bytes);
    yield readValues(bytes);
  }
}

type Frame = { readonly kind: number; readonly bytes: Buffer };

async function* readFrames(body: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + waiting.readUInt32BE(1);
      if (end > MAX_CALL_BYTES) throw new Error("An event of a call is larger than a call may be.");
      if (waiting.length < end) break;
      yield { kind: waiting.readUInt8(), bytes: waiting.subarray(HEAD_BYTES, end) };
      waiting = waiting.subarray(end);
    }
  }
}
