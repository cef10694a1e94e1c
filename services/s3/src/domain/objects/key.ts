import { AwsError } from "@skylab/aws";

/** In bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAX_BYTES = 1024;

/** @throws AwsError KeyTooLongError */
export function checkKey(key: string): void {
  if (key.length <= MAX_BYTES / 3) return;
  const size = Buffer.byteLength(key);
  if (size <= MAX_BYTES) return;
  throw new AwsError("KeyTooLongError", "Your key is too long", {
    members: { Size: String(size), MaxSizeAllowed: String(MAX_BYTES) },
  });
}
