/** The URI of a function, as integrations and authorizers name it. */
export const functionUri = (functionArn: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
