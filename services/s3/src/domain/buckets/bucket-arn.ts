import { parseArn } from "@skylab/aws";

/** The name in a bucket's ARN; `undefined`: it is none, but perhaps an object's. */
export function bucketOfArn(text: string | undefined): string | undefined {
  const arn = parseArn(text ?? "");
  return arn?.service === "s3" && !arn.resource.includes("/") ? arn.resource : undefined;
}
