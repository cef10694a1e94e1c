import { AwsError } from "@skylab/aws";
import { invalidParameter } from "../errors.ts";

// Recorded from AWS where no comment says otherwise.

const BAD_REQUEST = 400;
const NOT_FOUND = 404;

export const invalidAttributes = (reason: string): AwsError => invalidParameter(`Attributes Reason: ${reason}`);

export const invalidAttributeName = (name: string): AwsError => invalidAttributes(`Invalid attribute name: ${name}`);

export const invalidAttributeValue = (name: string, reason: string): AwsError =>
  invalidAttributes(`Invalid value for attribute: ${name}: ${reason}`);

export const applicationDoesNotExist = (): AwsError =>
  new AwsError("NotFound", "PlatformApplication does not exist", { status: NOT_FOUND });

export const endpointDoesNotExist = (): AwsError =>
  new AwsError("NotFound", "Endpoint does not exist", { status: NOT_FOUND });

export const applicationExists = (): AwsError =>
  invalidParameter("Name Reason: An application with the same name but different properties already exists");

export const endpointExists = (arn: string): AwsError =>
  invalidParameter(`Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`);

export const noSuchTarget = (): AwsError =>
  invalidParameter("TargetArn Reason: No endpoint found for the target arn specified");

export const endpointIsDisabled = (): AwsError =>
  new AwsError("EndpointDisabled", "Endpoint is disabled", { status: BAD_REQUEST });

/** AWS's words for it nobody recorded. */
export const applicationIsDisabled = (): AwsError =>
  new AwsError("PlatformApplicationDisabled", "PlatformApplication is disabled", { status: BAD_REQUEST });
