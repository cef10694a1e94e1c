import type { AccessLogSettings } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";

/** @throws AwsError BadRequestException https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html */
export function checkAccessLog({ DestinationArn = "", Format = "" }: AccessLogSettings): void {
  if (DestinationArn === "" || Format === "") throw badRequest("Access Log value must not be empty");
  const [, resource] = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(DestinationArn) ?? [];
  if (resource === undefined) throw badRequest(`Invalid ARN specified in the request`);
  // AWS asks for the ARN of a log group without the `:*` at its end.
  if (!/^log-group:[a-zA-Z0-9_\-/.#]+$/.test(resource)) {
    throw badRequest(
      `Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': '${resource}'`,
    );
  }
  if (!/\$context\.(?:extendedR|r)equestId\b/.test(Format)) {
    throw badRequest("Access Log format must include either $context.requestId or $context.extendedRequestId");
  }
}
