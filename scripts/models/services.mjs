const DYNAMODB = "com.amazonaws.dynamodb.v20120810";

/**
 * Our name of each model, the SDK package that holds its schemas, and its folder in botocore's data. `namespace` is
 * that of the errors on the wire, where it is known to be another than the SDK's.
 */
export const SERVICES = [
  { name: "apigateway", client: "client-api-gateway", botocore: "apigateway" },
  { name: "apigatewaymanagementapi", client: "client-apigatewaymanagementapi", botocore: "apigatewaymanagementapi" },
  { name: "apigatewayv2", client: "client-apigatewayv2", botocore: "apigatewayv2" },
  { name: "cloudformation", client: "client-cloudformation", botocore: "cloudformation" },
  { name: "cloudwatch", client: "client-cloudwatch", botocore: "cloudwatch" },
  { name: "dynamodb", client: "client-dynamodb", botocore: "dynamodb", namespace: DYNAMODB },
  { name: "dynamodb-streams", client: "client-dynamodb-streams", botocore: "dynamodbstreams", namespace: DYNAMODB },
  { name: "events", client: "client-eventbridge", botocore: "events" },
  { name: "iam", client: "client-iam", botocore: "iam" },
  { name: "kinesis", client: "client-kinesis", botocore: "kinesis" },
  { name: "kms", client: "client-kms", botocore: "kms" },
  { name: "lambda", client: "client-lambda", botocore: "lambda" },
  { name: "logs", client: "client-cloudwatch-logs", botocore: "logs" },
  { name: "s3", client: "client-s3", botocore: "s3" },
  { name: "scheduler", client: "client-scheduler", botocore: "scheduler" },
  { name: "secretsmanager", client: "client-secrets-manager", botocore: "secretsmanager" },
  { name: "sns", client: "client-sns", botocore: "sns" },
  { name: "sqs", client: "client-sqs", botocore: "sqs" },
  { name: "ssm", client: "client-ssm", botocore: "ssm" },
  { name: "states", client: "client-sfn", botocore: "stepfunctions" },
  { name: "sts", client: "client-sts", botocore: "sts" },
];
