import { AwsError } from "@skylab/aws";
import { invalidArgument, invalidRequest } from "../errors.ts";

export const aclsDisabled = (): AwsError =>
  new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs", { status: 400 });

export const malformedAcl = (): AwsError =>
  new AwsError(
    "MalformedACLError",
    "The XML you provided was not well-formed or did not validate against our published schema",
    { status: 400 },
  );

export const cannedAndGrants = (): AwsError =>
  invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");

/** An ACL in a header, and another in the body. */
export const unexpectedBody = (): AwsError =>
  new AwsError("UnexpectedContent", "This request does not support content", { status: 400 });

export const missingAcl = (): AwsError =>
  new AwsError("MissingSecurityHeader", "Your request was missing a required header", {
    status: 400,
    members: { MissingHeaderName: "x-amz-acl" },
  });

export const invalidId = (id: string | undefined, argument: string): AwsError =>
  invalidArgument("Invalid id", argument, id);

export const invalidGroup = (uri: string | undefined, argument: string): AwsError =>
  invalidArgument("Invalid group uri", argument, uri);

export const unknownGrantForm = (header: string, value: string): AwsError =>
  invalidArgument("Argument format not recognized", header, value);

/** No account tells its address here. */
export const unresolvableEmail = (): AwsError =>
  new AwsError(
    "UnresolvableGrantByEmailAddress",
    "The e-mail address you provided does not match any account on record.",
    { status: 400 },
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#troubleshoot-403-bpa */
export const publicAclsPrevented = (caller: string, action: string, resource: string): AwsError =>
  new AwsError(
    "AccessDenied",
    `User: ${caller} is not authorized to perform: ${action} on resource: "${resource}" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`,
    { status: 403 },
  );
