import { badRequest } from "../errors.ts";
import { ownEntry } from "../own-entry.ts";
import type { StoredV2Integration } from "./snapshot.ts";

/**
 * The services that HTTP APIs reach without a function between, and what each must be told.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
const REQUIRED_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  "EventBridge-PutEvents": ["Detail", "DetailType", "Source"],
  "SQS-SendMessage": ["QueueUrl", "MessageBody"],
  "SQS-ReceiveMessage": ["QueueUrl"],
  "SQS-DeleteMessage": ["ReceiptHandle", "QueueUrl"],
  "SQS-PurgeQueue": ["QueueUrl"],
  "AppConfig-GetConfiguration": ["Application", "Environment", "Configuration", "ClientId"],
  "Kinesis-PutRecord": ["StreamName", "Data", "PartitionKey"],
  "StepFunctions-StartExecution": ["StateMachineArn"],
  "StepFunctions-StartSyncExecution": ["StateMachineArn"],
  "StepFunctions-StopExecution": ["ExecutionArn"],
};

/** @throws AwsError BadRequestException */
export function checkSubtype(subtype: string, integration: StoredV2Integration): void {
  const required = ownEntry(REQUIRED_PARAMETERS, subtype);
  // AWS says so of a format that a service does not know, too.
  if (required === undefined || integration.PayloadFormatVersion !== "1.0") {
    throw badRequest(`Operation: ${subtype} is not supported.`);
  }
  if (integration.CredentialsArn === undefined) {
    throw badRequest(`Role ARN must be specified for AWS integration configuration with Subtype: ${subtype}`);
  }
  const given = Object.keys(integration.RequestParameters ?? {});
  if (required.some((name) => !given.includes(name))) {
    throw badRequest(
      `Operation: ${subtype} requires enabling passthrough, or defining all of the following parameters in the parameter mapping: [${required.join(", ")}]`,
    );
  }
}
