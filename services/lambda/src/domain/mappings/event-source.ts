import { AwsError, parseArn, type Place } from "@skylab/aws";
import { invalidParameterValue } from "../errors.ts";

/** What a mapping reads: a queue of SQS, or a stream. */
export type EventSource = {
  readonly kind: "sqs" | "dynamodb" | "kinesis";
  readonly arn: string;
  readonly place: Place;
  /** Of the queue, the stream, or the table whose stream it is. */
  readonly name: string;
  /** A queue that keeps order. */
  readonly fifo: boolean;
};

export const isStream = ({ kind }: Pick<EventSource, "kind">): boolean => kind !== "sqs";

/** How the event source is named in a request: by its ARN, or by the addresses of a cluster. */
export type NamedSource = {
  readonly EventSourceArn?: string | undefined;
  readonly SelfManagedEventSource?: unknown;
  readonly SourceAccessConfigurations?: unknown;
};

/**
 * Reads which event source is meant.
 * @throws AwsError `InvalidParameterValueException`, or 501 for what is not served here
 */
export function readEventSource(named: NamedSource): EventSource {
  const { EventSourceArn: text } = named;
  if (named.SelfManagedEventSource !== undefined) {
    if (named.SourceAccessConfigurations === undefined) throw missingAccess();
    throw notServed("Apache Kafka");
  }
  const arn = text === undefined ? undefined : parseArn(text);
  if (text === undefined || arn === undefined) throw unrecognized();
  const product = NOT_SERVED[arn.service];
  if (product !== undefined) throw notServed(product);
  const kind = KINDS[arn.service];
  const name = kind && NAMES[kind].exec(arn.resource)?.[1];
  if (kind === undefined || name === undefined) throw unrecognized();
  const place = { account: arn.account, region: arn.region };
  return { kind, arn: text, place, name, fifo: kind === "sqs" && name.endsWith(".fifo") };
}

const KINDS: Readonly<Record<string, EventSource["kind"]>> = { sqs: "sqs", dynamodb: "dynamodb", kinesis: "kinesis" };

const NAMES = {
  sqs: /^([a-zA-Z0-9_-]{1,80}(?:\.fifo)?)$/,
  dynamodb: /^table\/([^/]+)\/stream\/[^/]+$/,
  kinesis: /^stream\/([^/]+)$/,
};

/** By the service in their ARNs. */
const NOT_SERVED: Readonly<Record<string, string>> = {
  kafka: "Amazon MSK",
  mq: "Amazon MQ",
  rds: "Amazon DocumentDB",
  "docdb-elastic": "Amazon DocumentDB",
};

const unrecognized = (): AwsError => invalidParameterValue("Unrecognized event source.");

const missingAccess = (): AwsError =>
  invalidParameterValue("Required 'sourceAccessConfigurations' parameter is missing.");

/** AWS has no such words: it serves them. */
const notServed = (product: string): AwsError =>
  new AwsError("NotImplemented", `Event source mappings of ${product} are not implemented.`, { status: 501 });
