import { AwsError, parseArn, type Place } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";
import type { LogGroup, SubscriptionFilterRow } from "../groups/group.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export const MAX_SUBSCRIPTION_FILTERS = 2;

/** AWS's own services that events go to. */
export type Vendor = "lambda" | "kinesis" | "firehose" | "logs";

const VENDORS: ReadonlySet<string> = new Set(["lambda", "kinesis", "firehose", "logs"]);

const isVendor = (service: string): service is Vendor => VENDORS.has(service);

type Asked = { readonly destinationArn: string; readonly roleArn?: string | undefined };

/**
 * Where a subscription filter sends events.
 * @throws AwsError InvalidParameterException, AccessDeniedException
 */
export function checkDestination({ destinationArn, roleArn }: Asked, { account }: Place): Vendor {
  const arn = parseArn(destinationArn);
  const vendor = arn?.service ?? "";
  if (arn === undefined || !isVendor(vendor)) throw invalidParameter("destinationArn is not valid");
  if (vendor === "lambda") {
    if (arn.account !== account) throw crossAccount();
    if (roleArn !== undefined) throw invalidParameter("destinationArn for vendor lambda cannot be used with roleArn");
  } else if (vendor !== "logs" && roleArn === undefined) {
    throw invalidParameter(`destinationArn for vendor ${vendor} cannot be used without roleArn`);
  }
  return vendor;
}

const crossAccount = (): AwsError =>
  new AwsError(
    "AccessDeniedException",
    "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
    { status: 400 },
  );

export const cannotExecute = (): AwsError =>
  invalidParameter(
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
  );

/** Services that are not served here are never reached. */
export const cannotDeliver = (vendor: Vendor): AwsError =>
  invalidParameter(
    vendor === "firehose"
      ? "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state. "
      : "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state. ",
  );

export const describeSubscription = ({ name: group }: LogGroup, row: SubscriptionFilterRow) => ({
  filterName: row.name,
  logGroupName: group,
  filterPattern: row.pattern,
  destinationArn: row.destinationArn,
  distribution: row.distribution,
  applyOnTransformedLogs: false,
  creationTime: row.createdAt,
  ...(row.roleArn !== undefined && { roleArn: row.roleArn }),
});
