/** An Amazon Resource Name in its parts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Arn = {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon, colons and slashes included. */
  readonly resource: string;
};

/** Writes an ARN; the partition is `aws`, `aws-cn` or `aws-us-gov`, as the region tells. */
export function formatArn(arn: Omit<Arn, "partition">): string {
  return `arn:${partitionOf(arn.region)}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}

/** Reads an ARN, or `undefined` where the text is not of the form `arn:partition:service:region:account:resource`. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined) return undefined;
  if (resource.length === 0 || resource[0] === "") return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

/** The AWS partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}
