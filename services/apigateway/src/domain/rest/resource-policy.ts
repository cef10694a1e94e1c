import { validatePolicyDocument } from "@skylab/auth";
import { AwsError, formatArn, type Place } from "@skylab/aws";
import { badRequest } from "../errors.ts";

/**
 * The resource policy of an API as it is kept. What begins with `execute-api:/` becomes a full ARN, as AWS does it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html
 */
export function readResourcePolicy(json: string, place: Place, apiId: string): string {
  const arn = formatArn({ service: "execute-api", region: place.region, account: place.account, resource: apiId });
  try {
    const policy = JSON.stringify(JSON.parse(json), (_name, value: unknown) =>
      typeof value === "string" && value.startsWith("execute-api:/")
        ? `${arn}${value.slice("execute-api:".length)}`
        : value,
    );
    validatePolicyDocument(policy, "resource");
    return policy;
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof SyntaxError)) throw error;
    throw badRequest("Invalid policy document. Please check the policy syntax and ensure that Principals are valid.");
  }
}
