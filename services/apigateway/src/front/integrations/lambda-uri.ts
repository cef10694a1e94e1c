const INVOCATIONS =
  /^arn:[^:]+:apigateway:[^:]*:lambda:path\/\d{4}-\d{2}-\d{2}\/functions\/(.+)\/(?:invocations|response-streaming-invocations)$/;

/** The function that `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations` names, or the ARN alone. */
export const functionArnOf = (uri: string): string => INVOCATIONS.exec(uri)?.[1] ?? uri;
