import { invalidArgument } from "../errors.ts";

/** An upload has at most so many, of these numbers. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MOST_PARTS = 10_000;

/** @throws AwsError InvalidArgument for a number that no part can have */
export function checkPartNumber(partNumber: number): void {
  if (partNumber >= 1 && partNumber <= MOST_PARTS) return;
  const message = `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`;
  throw invalidArgument(message, "partNumber", String(partNumber));
}
