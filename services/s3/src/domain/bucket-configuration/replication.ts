import type * as sdk from "@aws-sdk/client-s3";
import type { AwsError } from "@skylab/aws";
import type { Bucket } from "../bucket.ts";
import { bucketOfArn } from "../buckets/bucket-arn.ts";
import { invalidArgument, invalidRequest, malformedXml } from "../errors.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html

const MOST_RULES = 1000;

const MAX_ID_LENGTH = 255;

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

/**
 * The rules that a bucket gets, each with an id.
 * @throws AwsError InvalidRequest, InvalidArgument, MalformedXML
 */
export function readReplication(
  asked: sdk.ReplicationConfiguration,
  bucket: Bucket,
  newId: () => string,
): sdk.ReplicationConfiguration {
  if (bucket.versioning !== "Enabled") {
    throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  }
  const { Role: role = "", Rules: rules = [] } = asked;
  if (rules.length === 0) throw malformedXml();
  if (rules.length > MOST_RULES) {
    throw invalidRequest(`The number of replication rules must not exceed the allowed limit of ${MOST_RULES} rules.`);
  }
  if (!ROLE.test(role)) throw invalidArgument("Invalid Role specified in replication configuration", "Role", role);
  checkIds(rules);
  checkPriorities(rules);
  for (const rule of rules) checkRule(rule);
  return { Role: role, Rules: rules.map((rule) => withId(rule, newId)) };
}

const withId = (rule: sdk.ReplicationRule, newId: () => string): sdk.ReplicationRule => ({
  ...rule,
  ID: rule.ID || newId(),
});

/** The names of the buckets that rules replicate to. */
export const destinationsOf = ({ Rules: rules = [] }: sdk.ReplicationConfiguration): readonly string[] => [
  ...new Set(rules.map((rule) => bucketOfArn(rule.Destination?.Bucket) ?? "")),
];

/** @throws AwsError InvalidRequest: AWS words a bucket that is not there as one that keeps no versions. */
export function checkDestination(destination: Bucket | undefined): void {
  if (destination?.versioning !== "Enabled") throw invalidRequest("Destination bucket must have versioning enabled.");
}

function checkIds(rules: readonly sdk.ReplicationRule[]): void {
  const ids = new Set<string>();
  for (const { ID: id } of rules) {
    if (!id) continue;
    if (id.length > MAX_ID_LENGTH) {
      throw invalidArgument(`Rule Id must be less than or equal to ${MAX_ID_LENGTH} characters.`, "ID", id);
    }
    if (ids.has(id)) throw invalidArgument("Rule Id must be unique", "ID", id);
    ids.add(id);
  }
}

/** Rules with filters (V2) say which counts where an object is in more than one; those with a prefix (V1) do not. */
function checkPriorities(rules: readonly sdk.ReplicationRule[]): void {
  const isV2 = rules[0]?.Filter !== undefined;
  if (rules.some(({ Filter: filter }) => (filter !== undefined) !== isV2)) throw malformedXml();
  if (!isV2) return;
  const priorities = new Set<number>();
  for (const { Priority: priority } of rules) {
    if (priority === undefined) {
      if (rules.length > 1) throw priorityNeeded();
      continue;
    }
    if (priorities.has(priority)) {
      throw invalidRequest(`Found duplicate priority ${priority}. Priorities must be unique.`);
    }
    priorities.add(priority);
  }
}

const priorityNeeded = (): AwsError =>
  invalidRequest("Priority must be specified for this version of Cross Region Replication configuration schema.");

function checkRule(rule: sdk.ReplicationRule): void {
  const { Filter: filter, Destination: destination } = rule;
  if ((filter === undefined) === (rule.Prefix === undefined)) throw malformedXml();
  if (filter !== undefined) checkDeleteMarkers(filter, rule.DeleteMarkerReplication);
  if (destination?.Bucket === undefined) throw malformedXml();
  if (bucketOfArn(destination.Bucket) === undefined) {
    throw invalidArgument("Invalid bucket ARN.", "Bucket", destination.Bucket);
  }
}

function checkDeleteMarkers(
  filter: sdk.ReplicationRuleFilter,
  deleteMarkers: sdk.DeleteMarkerReplication | undefined,
): void {
  if (deleteMarkers === undefined) {
    throw invalidRequest(
      "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.",
    );
  }
  const isByTag = filter.Tag !== undefined || (filter.And?.Tags ?? []).length > 0;
  if (isByTag && deleteMarkers.Status === "Enabled") {
    throw invalidRequest("Delete marker replication is not supported if any Tag filter is specified.");
  }
}
