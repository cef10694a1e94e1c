import { AwsError } from "@skylab/aws";

/** 5 GiB: what is put, or copied, at once. https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const MAX_BYTES = 5 * 1024 ** 3;

/** @throws AwsError EntityTooLarge */
export function checkUploadSize(size: number | undefined): void {
  if (size === undefined || size <= MAX_BYTES) return;
  throw new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    members: { ProposedSize: String(size), MaxSizeAllowed: String(MAX_BYTES) },
  });
}

/** A client must say how much it puts. */
export const missingContentLength = (): AwsError =>
  new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", { status: 411 });
