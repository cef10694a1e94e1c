const BASE = "https://docs.aws.amazon.com";

/** Where AWS's references are that have a page for each operation. */
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
export function apiPage({ name, apiVersion, endpointPrefix, operations }, operation) {
  if (name === "apigatewayv2") return `${BASE}/apigatewayv2/latest/api-reference/${pageOfPath(operations[operation])}`;
  const reference = REFERENCES[name];
  // AWS leads on from here, whichever API it is.
  if (reference === undefined) return `${BASE}/goto/WebAPI/${endpointPrefix}-${apiVersion}/${operation}`;
  return `${BASE}/${reference}/API_${name === "dynamodb-streams" ? "streams_" : ""}${operation}.html`;
}

/** API Gateway v2 has a page for each path: `/v2/apis/{ApiId}` is `apis-apiid.html`. */
const pageOfPath = ({ http }) =>
  `${http.uri.split("?", 1)[0].replace("/v2/", "").replaceAll(/[{}+]/g, "").replaceAll("/", "-").toLowerCase()}.html`;
