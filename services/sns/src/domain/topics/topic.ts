import { formatArn, parseArn, type Place } from "@skylab/aws";

/** A topic as it is kept. */
export type TopicRow = {
  /** Unique for ever: a topic made again under an old name has another, so that nothing of the old one comes to it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** As they were set: `DisplayName`, `Policy`, `DeliveryPolicy`, `FifoTopic`, … What was never set has AWS's default. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Since when its messages are archived; milliseconds since the epoch. Absent where they are not. */
  readonly archivedSince?: number;
  readonly dataProtectionPolicy?: string;
  readonly subscriptions: {
    readonly confirmed: number;
    readonly pending: number;
    readonly deleted: number;
    /** Grows with every change of a subscription: by it the fan-out knows that it still knows all of them. */
    readonly revision: number;
  };
};

export type TopicAddress = { readonly place: Place; readonly name: string };

export type Topic = TopicAddress & { readonly row: TopicRow };

/** `arn:aws:sns:us-east-1:123456789012:orders`. */
export const topicArn = ({ place: { account, region }, name }: TopicAddress): string =>
  formatArn({ service: "sns", region, account, resource: name });

/** The topic that an ARN names, or `undefined` where it names none. */
export function parseTopicArn(arn: string): TopicAddress | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== "sns" || parsed.resource === "" || /[:/]/.test(parsed.resource)) return undefined;
  return { place: { account: parsed.account, region: parsed.region }, name: parsed.resource };
}

export const isFifo = ({ row }: Pick<Topic, "row">): boolean => row.attributes["FifoTopic"] === "true";

/** A FIFO topic or queue, by its name or ARN. */
export const isFifoName = (name: string): boolean => name.endsWith(".fifo");
