import { splitArn } from "../arn-parts.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const PARTITIONS = new Set([
  "*",
  "aws",
  "aws-cn",
  "aws-us-gov",
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
  "aws-eusc",
]);

const IAM_PATHS = [
  "user/",
  "federated-user/",
  "role/",
  "group/",
  "instance-profile/",
  "mfa/",
  "server-certificate/",
  "policy/",
  "sms-mfa/",
  "saml-provider/",
  "oidc-provider/",
  "report/",
  "access-report/",
];

/** S3's resources that live in a region: all but buckets and objects. */
const S3_REGIONAL_PATHS = ["accesspoint", "access-grants", "async-request/", "job/", "storage-lens", "*"];

/** What IAM says against a resource that a policy names; `undefined` if it takes it. */
export function resourceError(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const [, partition, service, region = "", , path = ""] = splitArn(resource);
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  if (!PARTITIONS.has(partition)) return partitionError(resource, partition);
  if (service === undefined) return "Resource vendor must be fully qualified and cannot contain regexes.";
  if (service === "iam") return region === "" ? iamPathError(path) : `IAM ${regionError(resource, "cannot")}`;
  const regional = service !== "s3" || S3_REGIONAL_PATHS.some((start) => path.startsWith(start));
  return region === "" || regional ? undefined : capitalized(regionError(resource, "can not"));
}

const regionError = (resource: string, cannot: string): string =>
  `resource ${resource} ${cannot} contain region information.`;

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** IAM writes out the ARN as it understood it. */
function partitionError(resource: string, partition: string): string {
  const [service = "*", region = "*", account = "*", ...rest] = resource.split(":").slice(2);
  const path = rest.length === 0 ? "*" : rest.join(":");
  return `Partition "${partition}" is not valid for resource "arn:${partition}:${service}:${region}:${account}:${path}".`;
}

function iamPathError(path: string): string | undefined {
  // What a wildcard or a variable stands for may be any of them.
  const [fixed = ""] = path.split(/[*?]|\$\{/);
  const known = IAM_PATHS.some((start) => path.startsWith(start) || (fixed !== path && start.startsWith(fixed)));
  if (known || path === "root") return undefined;
  return `IAM resource path must either be "*", root, or start with ${IAM_PATHS.join(", ")}.`;
}

/** Whether IAM's older parser, which runs too, stumbles over a resource: no service, or empty parts and too few. */
export function failsLegacyParsing(resource: string): boolean {
  const parts = splitArn(resource);
  if (parts[0] === "arn" && parts[2] === "") return true;
  return resourceError(resource) === undefined && parts.length < 6 && resource.includes("::");
}
