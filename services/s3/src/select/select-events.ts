import type { SelectObjectContentEventStream } from "@aws-sdk/client-s3";
import { selectError } from "../domain/select/errors.ts";
import type { QueryRun } from "../domain/select/run-query.ts";

/** How many bytes were read of the object, came out of them where they are compressed, and were sent. */
export type Meter = { scanned: number; processed: number; returned: number };

/** What a query goes through. */
export type Selecting = {
  readonly run: QueryRun;
  /** The bytes of the object, decompressed: the meter counts what is read of it. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly meter: Meter;
  /** Whether the client wants to hear how far it is. */
  readonly isProgressTold: boolean;
};

/** Bytes that a message of records has at most, as S3's have. */
const MAX_PAYLOAD_BYTES = 128 * 1024;

/** So much is gathered before it is sent. */
const SENT_CHARS = 64 * 1024;

/** S3 tells the progress each minute; we by the bytes, since a query is done sooner here. */
const PROGRESS_BYTES = 8 * 1024 * 1024;

/**
 * Goes through an object, and tells what a query makes of it. While nothing is found for long, `Cont` keeps the
 * connection alive. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
 */
export async function* selectEvents(selecting: Selecting): AsyncGenerator<SelectObjectContentEventStream> {
  const { run, bytes, meter, isProgressTold } = selecting;
  const sending = new Sending(meter);
  let toldAt = 0;
  for await (const text of textOf(bytes, meter)) {
    for (const record of run.write(text)) yield* sending.add(record);
    if (run.isDone()) break;
    if (meter.processed - toldAt < PROGRESS_BYTES) continue;
    toldAt = meter.processed;
    yield* sending.flush();
    yield isProgressTold ? { Progress: { Details: detailsOf(meter) } } : { Cont: {} };
  }
  for (const record of run.end()) yield* sending.add(record);
  yield* sending.flush();
  if (isProgressTold) yield { Progress: { Details: detailsOf(meter) } };
  yield { Stats: { Details: detailsOf(meter) } };
  yield { End: {} };
}

/** Records on their way, gathered into messages. */
class Sending {
  readonly #meter: Meter;
  #gathered: string[] = [];
  #chars = 0;

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  *add(record: string): Generator<SelectObjectContentEventStream> {
    this.#gathered.push(record);
    this.#chars += record.length;
    if (this.#chars >= SENT_CHARS) yield* this.flush();
  }

  *flush(): Generator<SelectObjectContentEventStream> {
    const bytes = Buffer.from(this.#gathered.join(""));
    this.#gathered = [];
    this.#chars = 0;
    this.#meter.returned += bytes.length;
    for (let from = 0; from < bytes.length; from += MAX_PAYLOAD_BYTES) {
      yield { Records: { Payload: bytes.subarray(from, from + MAX_PAYLOAD_BYTES) } };
    }
  }
}

const detailsOf = ({
  scanned,
  processed,
  returned,
}: Meter): {
  readonly BytesScanned: number;
  readonly BytesProcessed: number;
  readonly BytesReturned: number;
} => ({ BytesScanned: scanned, BytesProcessed: processed, BytesReturned: returned });

/** @throws AwsError InvalidTextEncoding where it is no UTF-8 */
async function* textOf(bytes: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw selectError("InvalidTextEncoding");
    }
  };
  for await (const chunk of bytes) {
    meter.processed += chunk.length;
    yield decode(chunk);
  }
  yield decode();
}
