import { parseArn, partitionOf } from "@skylab/aws";

/** A bucket's ARN names neither account nor region: its name is one in all of a partition. */
export const bucketArn = (name: string, region: string): string => `arn:${partitionOf(region)}:s3:::${name}`;

/** The name in a bucket's ARN; `undefined`: it is none, but perhaps an object's. */
export function bucketOfArn(text: string | undefined): string | undefined {
  const arn = parseArn(text ?? "");
  return arn?.service === "s3" && !arn.resource.includes("/") ? arn.resource : undefined;
}
