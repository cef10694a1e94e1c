import { invalidParameter } from "../errors.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const NAME = /^[A-Za-z0-9_-]{1,256}$/;
const FIFO_NAME = /^[A-Za-z0-9_-]{1,251}\.fifo$/;

export const isTopicName = (name: string): boolean => NAME.test(name) || FIFO_NAME.test(name);

/**
 * A FIFO topic's name ends in `.fifo`, and no other topic's does.
 * @throws AwsError InvalidParameter
 */
export function checkTopicName(name: string, isFifo: boolean): void {
  if (!(isFifo ? FIFO_NAME : NAME).test(name)) throw invalidParameter("Topic Name");
}
