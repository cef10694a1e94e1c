import { readCustomerKey, requireCustomerKey } from "../domain/encryption/customer-key.ts";
import { requireReadable } from "../domain/objects/storage-class.ts";
import { selectError } from "../domain/select/errors.ts";
import { runQuery } from "../domain/select/run-query.ts";
import { readCompression, readInputFormat, readOutputFormat } from "../domain/select/settings.ts";
import { parseQuery } from "../domain/select/sql/parse-query.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";
import { selectedBytes } from "../select/selected-bytes.ts";
import { selectEvents } from "../select/select-events.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html */
export const SelectObjectContent: Operation<"SelectObjectContent"> = async (
  input,
  call,
  store,
): Promise<Output<"SelectObjectContent">> => {
  const bucket = await findBucket(store, input, call);
  const { InputSerialization: read, OutputSerialization: write } = input;
  const type: string = input.ExpressionType;
  if (type !== "SQL") throw selectError("InvalidExpressionType");
  const format = readInputFormat(read);
  const compression = readCompression(read.CompressionType);
  const query = parseQuery(input.Expression);
  const run = runQuery({ query, input: format, output: readOutputFormat(write), now: call.clock.now() });

  const version = await findObject(store, { bucket, call }, { Key: input.Key, method: "POST" });
  const customerKey = readCustomerKey(input);
  requireCustomerKey(version.encryption, customerKey);
  requireReadable(version, call.clock.now());
  const meter = { scanned: 0, processed: 0, returned: 0 };
  const { ScanRange: scanRange } = input;
  const selected = { bucket, version, customerKey, format, compression, scanRange, meter };
  const bytes = await selectedBytes(store, selected);
  // Another object has taken its place in between.
  if (bytes === undefined) return SelectObjectContent(input, call, store);
  const isProgressTold = input.RequestProgress?.Enabled === true;
  return { Payload: await begun(selectEvents({ run, bytes, meter, isProgressTold })) };
};

/** Waits for the first event: what fails before it is answered as an error, and what fails behind it ends the stream. */
async function begun<Event>(events: AsyncGenerator<Event>): Promise<AsyncIterable<Event>> {
  const first = await events.next();
  return (async function* () {
    try {
      if (first.done === true) return;
      yield first.value;
      yield* events;
    } finally {
      await events.return(undefined);
    }
  })();
}
