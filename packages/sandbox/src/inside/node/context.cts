import type { Invocation } from "./runtime-api.cts";

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html, without the functions that end an invocation. */
export type Context = {
  readonly functionName: string | undefined;
  readonly functionVersion: string | undefined;
  /** Text, as AWS's is. */
  readonly memoryLimitInMB: string | undefined;
  readonly logGroupName: string | undefined;
  readonly logStreamName: string | undefined;
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string | undefined;
  readonly clientContext: unknown;
  readonly identity: unknown;
  readonly getRemainingTimeInMillis: () => number;
};

export const contextOf = ({ id, headers }: Invocation, variables: NodeJS.ProcessEnv): Context => {
  const deadline = Number(headers.get("lambda-runtime-deadline-ms"));
  return {
    functionName: variables["AWS_LAMBDA_FUNCTION_NAME"],
    functionVersion: variables["AWS_LAMBDA_FUNCTION_VERSION"],
    memoryLimitInMB: variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    logGroupName: variables["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: variables["AWS_LAMBDA_LOG_STREAM_NAME"],
    awsRequestId: id,
    invokedFunctionArn: headers.get("lambda-runtime-invoked-function-arn"),
    clientContext: parsed(headers.get("lambda-runtime-client-context")),
    identity: parsed(headers.get("lambda-runtime-cognito-identity")),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
};

const parsed = (json: string | undefined): unknown =>
  json === undefined || json === "" ? undefined : JSON.parse(json);
