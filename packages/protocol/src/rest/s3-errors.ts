import { AwsError } from "@skylab/aws";
import type { RestRefusals } from "./dialect.ts";

/** S3's words for what it cannot read. */
export const s3Refusals: RestRefusals = {
  unknownOperation: ({ method }, { path, bucket }) => {
    const onBucket = path === "/" ? "BUCKET" : "OBJECT";
    return new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      members: { Method: method, ResourceType: bucket === undefined ? "SERVICE" : onBucket },
    });
  },
  malformedUri: () => new AwsError("InvalidURI", "Couldn't parse the specified URI."),
  malformedValue: ({ wireName, text, type }) => {
    if (type !== "timestamp") return invalidArgument(wireName, text, notOfItsType(wireName, type));
    // RFC 9110 has a server overlook a condition whose date is none.
    if (!wireName.startsWith("x-amz-object-lock")) return undefined;
    return invalidArgument(wireName, text, "The retain until date must be provided in ISO 8601 format");
  },
};

/** A document that is no XML, or not the one that the operation takes. */
export const malformedXml = (): AwsError =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

/** What S3 calls what all other services say otherwise: its own faults, and a document that is too large. */
export function inOwnWords(error: AwsError): AwsError {
  switch (error.code) {
    case "InternalFailure":
      return new AwsError("InternalError", "We encountered an internal error. Please try again.", { status: 500 });
    case "RequestEntityTooLargeException":
      return new AwsError("MaxMessageLengthExceeded", "Your request was too big.", { status: 400 });
    default:
      return error;
  }
}

const invalidArgument = (name: string, value: string, message: string): AwsError =>
  new AwsError("InvalidArgument", message, { members: { ArgumentName: name, ArgumentValue: value } });

function notOfItsType(wireName: string, type: string): string {
  if (wireName === "partNumber") return "Part number must be an integer between 1 and 10000, inclusive";
  if (type === "boolean") return `Provided ${wireName} is not a boolean`;
  return `Provided ${wireName} not an integer or within integer range`;
}

/** The HTTP status of a code that the model does not know; 400 where it is not in the table. */
export const s3Status = (code: string): number | undefined => STATUS.get(code);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList, and recorded answers. */
const CODES_BY_STATUS: readonly (readonly [number, string])[] = [
  [301, "PermanentRedirect PermanentRedirectControlError"],
  [304, "NotModified"],
  [307, "Redirect TemporaryRedirect"],
  [
    403,
    `AccessDenied AccountProblem AllAccessDisabled AccessForbidden CrossLocationLoggingProhibited
    CrossLocationLoggingProhibitted InvalidAccessKeyId InvalidPayer InvalidSecurity NotSignedUp RequestExpired
    RequestTimeTooSkewed SignatureDoesNotMatch UnauthorizedAccess`,
  ],
  [
    404,
    `NoSuchAccessPoint NoSuchAsyncRequest NoSuchBucketPolicy NoSuchCORSConfiguration NoSuchConfiguration
    NoSuchLifecycleConfiguration NoSuchMultiRegionAccessPoint NoSuchObjectLockConfiguration
    NoSuchPublicAccessBlockConfiguration NoSuchTagSet NoSuchTagSetError NoSuchVersion NoSuchWebsiteConfiguration
    ObjectLockConfigurationNotFoundError OwnershipControlsNotFoundError ReplicationConfigurationNotFoundError
    ServerSideEncryptionConfigurationNotFoundError`,
  ],
  [405, "MethodNotAllowed"],
  [
    409,
    `BucketNotEmpty ConditionalRequestConflict IdempotencyException InvalidBucketState OperationAborted
    InvalidBucketAclWithObjectOwnership`,
  ],
  [411, "MissingContentLength"],
  [412, "PreconditionFailed"],
  [416, "InvalidRange InvalidPartNumber"],
  [500, "InternalError"],
  [501, "NotImplemented"],
  [503, "ServiceUnavailable SlowDown Busy"],
];

const STATUS: ReadonlyMap<string, number> = new Map(
  CODES_BY_STATUS.flatMap(([status, codes]) => codes.split(/\s+/).map((code): [string, number] => [code, status])),
);
