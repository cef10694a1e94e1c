import { invalidParameter } from "./errors.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html: at most 80 characters, suffix included. */
const STANDARD_NAME = /^[A-Za-z0-9_-]{1,80}$/;
const FIFO_NAME = /^(?=.{6,80}$)[A-Za-z0-9_-]+\.fifo$/;

/** Whether a name can be a queue's at all; what is none cannot exist. */
export const isQueueName = (name: string): boolean => STANDARD_NAME.test(name) || FIFO_NAME.test(name);

/** Whether a queue's name can begin with a text. */
export const isNamePrefix = (text: string): boolean => /^[A-Za-z0-9_.-]{0,80}$/.test(text);

export const isFifoName = (name: string): boolean => name.endsWith(".fifo");

/** @throws AwsError in AWS's words, which differ for the two types of queues. */
export function checkQueueName(name: string, fifo: boolean): void {
  if (name === "") throw invalidParameter("Queue name cannot be empty");
  if (fifo && !FIFO_NAME.test(name)) {
    throw invalidParameter(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  }
  if (!fifo && !STANDARD_NAME.test(name)) {
    throw invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }
}
