import { AwsError } from "@skylab/aws";

// S3's words, as recorded. The status of a code stands with the protocol.

export const noSuchBucket = (bucket: string): AwsError =>
  new AwsError("NoSuchBucket", "The specified bucket does not exist", { members: { BucketName: bucket } });

export const noSuchKey = (key: string): AwsError =>
  new AwsError("NoSuchKey", "The specified key does not exist.", { members: { Key: key } });

export const noSuchVersion = (key: string, versionId: string): AwsError =>
  new AwsError("NoSuchVersion", "The specified version does not exist.", {
    members: { Key: key, VersionId: versionId },
  });

export const noSuchUpload = (uploadId: string): AwsError =>
  new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { members: { UploadId: uploadId } },
  );

export const accessDenied = (): AwsError => new AwsError("AccessDenied", "Access Denied", { status: 403 });

/** An argument is wrong; S3 says which, and its value. */
export const invalidArgument = (message: string, name: string, value: string | undefined): AwsError =>
  new AwsError("InvalidArgument", message, {
    members: { ArgumentName: name, ...(value !== undefined && { ArgumentValue: value }) },
  });

export const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequest", message);

/** A document that misses something, or has too much of it. */
export const malformedXml = (): AwsError =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

/** A condition of a request's head does not hold; S3 names the first that does not. */
export const preconditionFailed = (condition: string): AwsError =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    members: { Condition: condition },
  });

/** Signed for one region, and the bucket is in another. */
export const wrongRegion = (asked: string, bucketRegion: string): AwsError =>
  new AwsError(
    "AuthorizationHeaderMalformed",
    `The authorization header is malformed; the region '${asked}' is wrong; expecting '${bucketRegion}'`,
    { status: 400, headers: { "x-amz-bucket-region": bucketRegion }, members: { Region: bucketRegion } },
  );
