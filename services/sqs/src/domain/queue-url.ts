import { BoundedMap, isAccountId, type Place } from "@skylab/aws";
import { invalidAddress } from "./errors.ts";
import type { QueueAddress } from "./queue-arn.ts";
import { isQueueName } from "./queue-name.ts";

/** What a queue URL says; the region is absent where neither host nor path tell it. */
export type QueueUrl = { readonly account: string; readonly region: string | undefined; readonly name: string };

/** The URL that clients get: the endpoint as they used it. */
export const formatQueueUrl = (endpoint: string, { place, name }: QueueAddress): string =>
  `${endpoint}/${place.account}/${name}`;

/**
 * Reads a path that names a queue: `/account/name` or, as LocalStack's strategy `path` writes it,
 * `/queue/region/account/name`.
 */
export function parseQueuePath(path: string): QueueUrl | undefined {
  const segments = path.split("/");
  if (segments[0] === "") segments.shift();
  if (segments.at(-1) === "") segments.pop();
  if (segments.length === 4 && segments[0] === "queue") {
    const [, region = "", account = "", name = ""] = segments;
    return REGION.test(region) ? queueUrl(account, region, name) : undefined;
  }
  const [account = "", name = ""] = segments;
  return segments.length === 2 ? queueUrl(account, undefined, name) : undefined;
}

/**
 * Reads a queue URL in every form that is in use: on any host; with the region in the host as AWS writes it
 * (`sqs.region.host`, before that `region.queue.host`) or in the path.
 */
export function parseQueueUrl(url: string): QueueUrl | undefined {
  return url.length > MAX_KNOWN_LENGTH ? readQueueUrl(url) : known.get(url, () => readQueueUrl(url));
}

/** Clients ask for the same queues again and again; a name has 80 characters at most, and hosts are short. */
const MAX_KNOWN = 1024;
const MAX_KNOWN_LENGTH = 256;
const known = new BoundedMap<string, QueueUrl | undefined>(MAX_KNOWN);

function readQueueUrl(url: string): QueueUrl | undefined {
  const match = ABSOLUTE_URL.exec(url);
  const found = parseQueuePath(match ? (match[2] ?? "") : url);
  if (!match || !found || found.region !== undefined) return found;
  return { ...found, region: regionOfHost(match[1] ?? "") };
}

/** Whether a host is one of SQS's alone: `sqs.region.host`, or as LocalStack's strategy `domain` writes it, `region.queue.host`. */
export const isQueueHost = (host: string): boolean => regionOfHost(host) !== undefined || /^(sqs|queue)\./.test(host);

/** The region that a host names, whatever domain follows. */
export function regionOfHost(host: string): string | undefined {
  const labels = host.split(":", 1)[0]?.split(".") ?? [];
  const service = labels.slice(0, 2).findIndex((label) => label === "sqs" || label === "sqs-fips" || label === "queue");
  if (service === -1) return undefined;
  const neighbour = labels[service] === "queue" ? labels[service - 1] : labels[service + 1];
  return neighbour !== undefined && REGION.test(neighbour) ? neighbour : undefined;
}

/**
 * The queue that the parameter QueueUrl means. AWS takes a bare name for a queue of the caller's own.
 * @throws AwsError `InvalidAddress`
 */
export function queueOfUrl(url: string, own: Place, endpoint: string): QueueAddress {
  const found = parseQueueUrl(url);
  if (found) return { place: { account: found.account, region: found.region ?? own.region }, name: found.name };
  if (url.includes("/") || !isQueueName(url)) throw invalidAddress(endpoint);
  return { place: own, name: url };
}

const ABSOLUTE_URL = /^https?:\/\/([^/?#]*)([^?#]*)/i;

/** `us-east-1`, `us-gov-west-1`, `ap-southeast-4`; stricter than a region's name may be, since hosts have labels of all kinds. */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

const queueUrl = (account: string, region: string | undefined, name: string): QueueUrl | undefined =>
  isAccountId(account) && isQueueName(name) ? { account, region, name } : undefined;
