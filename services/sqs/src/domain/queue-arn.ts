import { formatArn, isAccountId, parseArn, type Place } from "@skylab/aws";
import { isQueueName } from "./queue-name.ts";

/** Where a queue is: its place and its name. */
export type QueueAddress = { readonly place: Place; readonly name: string };

export const queueArn = ({ place, name }: QueueAddress): string =>
  formatArn({ service: "sqs", region: place.region, account: place.account, resource: name });

/** The queue that an ARN names, or `undefined` where it names none. */
export function parseQueueArn(text: string): QueueAddress | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "sqs" || arn.region === "" || !isAccountId(arn.account) || !isQueueName(arn.resource)) {
    return undefined;
  }
  return { place: { account: arn.account, region: arn.region }, name: arn.resource };
}
