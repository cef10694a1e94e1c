import { AwsError, isSameRegion } from "@skylab/aws";
import {
  queueMissing,
  roleMayNot,
  roleMayNotRead,
  sourceElsewhere,
  streamMissing,
  visibilityTooShort,
} from "../domain/mappings/errors.ts";
import type { EventSource } from "../domain/mappings/event-source.ts";
import type { FoundFunction } from "../find-function.ts";
import type { LambdaStore } from "../store/store.ts";
import { askAsRole } from "./as-role.ts";
import { queueUrl } from "./queue-source.ts";

/**
 * Whether a function can have a mapping of an event source: it is there, and the function's role may read it.
 * @throws AwsError InvalidParameterValueException
 */
export async function checkSource(found: FoundFunction, source: EventSource, store: LambdaStore): Promise<void> {
  if (!isSameRegion(source.place, found.place)) throw sourceElsewhere(found.place.region);
  if (source.kind === "sqs") return checkQueue(found, source, store);
  if (source.kind === "dynamodb") return checkStream(found, source, store);
  // There is no Kinesis here, and so no stream of it.
  throw streamMissing(source.arn);
}

async function checkQueue(found: FoundFunction, source: EventSource, store: LambdaStore): Promise<void> {
  const QueueUrl = queueUrl(source);
  const ask = async (operation: string, input: object): Promise<Readonly<Record<string, unknown>>> => {
    try {
      const asked = { service: "sqs", operation, input: { QueueUrl, ...input }, place: source.place };
      return await askAsRole(found, asked, store);
    } catch (error) {
      if (isDenied(error)) throw roleMayNot(operation, "SQS");
      if (error instanceof AwsError && error.code === "QueueDoesNotExist") throw queueMissing();
      throw error;
    }
  };
  // What is asked for in a way that cannot be done is denied all the same where it may not be done, and does nothing else.
  await unlessRefused(ask("ReceiveMessage", { MaxNumberOfMessages: 0 }));
  await unlessRefused(ask("DeleteMessage", { ReceiptHandle: "none" }));
  const { Attributes = {} } = await ask("GetQueueAttributes", { AttributeNames: ["VisibilityTimeout"] });
  const { VisibilityTimeout } = Attributes as Readonly<Record<string, string>>; // as: so SQS's model has it.
  const { Timeout } = found.version.configuration;
  const seconds = Number(VisibilityTimeout ?? Timeout);
  if (seconds < Timeout) throw visibilityTooShort(seconds, Timeout);
}

/** Lambda's own refusals aside. */
async function unlessRefused(asking: Promise<unknown>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    const isOwn = error instanceof AwsError && error.members["Type"] === "User";
    if (isOwn || !(error instanceof AwsError)) throw error;
  }
}

async function checkStream(found: FoundFunction, source: EventSource, store: LambdaStore): Promise<void> {
  const StreamArn = source.arn;
  const ask = async (operation: string, input: object): Promise<Readonly<Record<string, unknown>>> => {
    try {
      return await askAsRole(
        found,
        { service: "dynamodb-streams", operation, input: { ...input }, place: source.place },
        store,
      );
    } catch (error) {
      if (isDenied(error)) throw roleMayNotRead(StreamArn);
      if (error instanceof AwsError && NO_STREAM.has(error.code)) throw streamMissing(StreamArn);
      throw error;
    }
  };
  const { StreamDescription } = await ask("DescribeStream", { StreamArn });
  const { Shards = [] } = StreamDescription as { readonly Shards?: readonly { readonly ShardId: string }[] }; // as: so its model has it.
  const ShardId = Shards[0]?.ShardId;
  if (ShardId === undefined) return;
  const { ShardIterator } = await ask("GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
  await ask("GetRecords", { ShardIterator, Limit: 1 });
}

const NO_STREAM: ReadonlySet<string> = new Set(["ResourceNotFoundException", "ValidationException"]);

const isDenied = (error: unknown): boolean => error instanceof AwsError && error.code.startsWith("AccessDenied");
