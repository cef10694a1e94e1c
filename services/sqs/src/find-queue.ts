import { isSamePlace } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { invalidAction, missingParameter, queueDoesNotExist, resourceNotFound } from "./domain/errors.ts";
import { queueOfArn } from "./domain/move-task.ts";
import type { QueueAddress } from "./domain/queue-arn.ts";
import { parseQueuePath, queueOfUrl, regionOfHost } from "./domain/queue-url.ts";
import type { SqsStore } from "./store/store.ts";
import type { StoredQueue } from "./store/stored-queue.ts";

/**
 * The queue that a request is about, if it exists.
 * @throws AwsError `MissingParameter`, `InvalidAddress`, `QueueDoesNotExist`
 */
export async function findQueue(queueUrl: string | undefined, call: Call, store: SqsStore): Promise<StoredQueue> {
  const { place, name } = queueOfRequest(queueUrl, call);
  const queue = await store.directory.find(place, name);
  if (!queue) throw queueDoesNotExist();
  return queue;
}

/**
 * The queue that a request is about: the one that QueueUrl names, or else the one to whose URL the request was sent.
 * @throws AwsError `MissingParameter`, `InvalidAddress`
 */
export function queueOfRequest(queueUrl: string | undefined, call: Call): QueueAddress {
  if (queueUrl !== undefined && queueUrl !== "") return queueOfUrl(queueUrl, call.place, call.endpoint);
  const found = parseQueuePath(call.head.path);
  if (!found) throw missingParameter("QueueUrl");
  const region = found.region ?? regionOfHost(call.head.headers.host ?? "") ?? call.place.region;
  return { place: { account: found.account, region }, name: found.name };
}

/** A parameter with a queue's ARN. */
export type ArnParameter = {
  readonly parameter: "SourceArn" | "DestinationArn";
  readonly arn: string;
};

/**
 * The caller's own queue that an ARN names, in the region that is asked. Nobody would ask another owner's.
 * @throws AwsError `InvalidParameterValue`, `ResourceNotFoundException`
 */
export async function findQueueOfArn(
  { arn, parameter }: ArnParameter,
  { place }: Call,
  store: SqsStore,
): Promise<StoredQueue> {
  const address = queueOfArn(arn, parameter);
  const isOwn = address !== undefined && isSamePlace(address.place, place);
  const queue = isOwn ? await store.directory.find(address.place, address.name) : undefined;
  if (!queue) {
    throw resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
  }
  return queue;
}

/**
 * What is about no queue cannot be asked of a queue's URL. JSON clients may do so: the SDK for PHP always does.
 * @throws AwsError `InvalidAction`
 */
export function refuseAtQueueUrl(operation: string, call: Call): void {
  const isQuery = call.head.headers["x-amz-target"] === undefined;
  if (isQuery && parseQueuePath(call.head.path)) throw invalidAction(operation);
}
