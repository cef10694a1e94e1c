const BASE = "https://docs.aws.amazon.com";

/** Where AWS's reference of each API is; of the others only that of all services. */
const REFERENCES = {
  apigateway: "apigateway/latest/api",
  cloudformation: "AWSCloudFormation/latest/APIReference",
  cloudwatch: "AmazonCloudWatch/latest/APIReference",
  dynamodb: "amazondynamodb/latest/APIReference",
  "dynamodb-streams": "amazondynamodb/latest/APIReference",
  events: "eventbridge/latest/APIReference",
  iam: "IAM/latest/APIReference",
  kinesis: "kinesis/latest/APIReference",
  kms: "kms/latest/APIReference",
  lambda: "lambda/latest/api",
  logs: "AmazonCloudWatchLogs/latest/APIReference",
  s3: "AmazonS3/latest/API",
  scheduler: "scheduler/latest/APIReference",
  secretsmanager: "secretsmanager/latest/apireference",
  sns: "sns/latest/api",
  sqs: "AWSSimpleQueueService/latest/APIReference",
  ssm: "systems-manager/latest/APIReference",
  states: "step-functions/latest/apireference",
  sts: "STS/latest/APIReference",
};

/** The page of an operation in AWS's reference. */
export function apiPage(model, operation) {
  const reference = REFERENCES[model];
  if (reference === undefined) return `${BASE}/${model}/latest/api-reference/`;
  return `${BASE}/${reference}/API_${model === "dynamodb-streams" ? "streams_" : ""}${operation}.html`;
}
