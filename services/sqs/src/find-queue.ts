import type { AwsError } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { invalidAction, missingParameter, queueDoesNotExist, resourceNotFound } from "./domain/errors.ts";
import { checkDestination, queueOfArn } from "./domain/move-task.ts";
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

/**
 * The queue that an ARN names.
 * @throws AwsError `InvalidParameterValue`, `ResourceNotFoundException`
 */
export async function findQueueOfArn(
  arn: string,
  parameter: "SourceArn" | "DestinationArn",
  store: SqsStore,
): Promise<StoredQueue> {
  const address = queueOfArn(arn, parameter);
  const queue = address && (await store.directory.find(address.place, address.name));
  if (!queue) throw resourceDoesNotExist(parameter);
  return queue;
}

/**
 * The queue to which the messages of another are to be moved. Nobody asks its own policy, so it must be the same owner's.
 * @throws AwsError `InvalidParameterValue`, `ResourceNotFoundException`
 */
export async function findDestination(arn: string, source: StoredQueue, store: SqsStore): Promise<StoredQueue> {
  const destination = await findQueueOfArn(arn, "DestinationArn", store);
  const { account, region } = destination.place;
  if (account !== source.place.account || region !== source.place.region) throw resourceDoesNotExist("DestinationArn");
  checkDestination(source, destination);
  return destination;
}

const resourceDoesNotExist = (parameter: string): AwsError =>
  resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);

/**
 * What is about no queue cannot be asked of a queue's URL. JSON clients may do so: the SDK for PHP always does.
 * @throws AwsError `InvalidAction`
 */
export function refuseAtQueueUrl(operation: string, call: Call): void {
  const isQuery = call.head.headers["x-amz-target"] === undefined;
  if (isQuery && parseQueuePath(call.head.path)) throw invalidAction(operation);
}
