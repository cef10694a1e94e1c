import { AwsError } from "@skylab/aws";

export const malformedPolicy = (message: string): AwsError => new AwsError("MalformedPolicy", message, { status: 400 });

export const policyTooLarge = (): AwsError =>
  new AwsError("PolicyTooLarge", "Policy exceeds the maximum allowed document size.", { status: 400 });

export const noSuchBucketPolicy = (bucket: string): AwsError =>
  new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", {
    status: 404,
    members: { BucketName: bucket },
  });

/** Who may put a policy, but is of another account than the bucket. */
export const notTheOwnersAccount = (method: string): AwsError =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    members: { Method: method, ResourceType: "BUCKETPOLICY" },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#troubleshoot-403-bpa */
export const publicPoliciesPrevented = (caller: string, resource: string): AwsError =>
  new AwsError(
    "AccessDenied",
    `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: "${resource}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    { status: 403 },
  );
