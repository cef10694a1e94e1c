import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";

/**
 * API Gateway tells a member of a request's body as part of the whole input, `createRestApiInput.endpointConfiguration`,
 * and those of the path as they are; bodies come first.
 */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError => {
    const bound = boundMembersOf(model, operation);
    const isInBody = ({ path }: Violation): boolean => !bound.has(path.split(".", 1)[0] ?? "");
    const input = `${operation.name.charAt(0).toLowerCase()}${operation.name.slice(1)}Input`;
    const ofBody = violations.filter(isInBody).map((violation) => worded(violation, `${input}.${violation.path}`));
    const others = violations.filter((violation) => !isInBody(violation)).map((one) => worded(one, one.path));
    return violationsError([...ofBody, ...others], model, operation);
  };

/** Members of an input that are no part of the request's body. */
function boundMembersOf({ shapes }: ServiceModel, { input }: OperationModel): ReadonlySet<string> {
  const shape = shapes[input];
  const members = shape?.type === "structure" ? Object.entries(shape.members) : [];
  const bound = members.filter(([, { traits = {} }]) => "httpLabel" in traits || "httpQuery" in traits);
  return new Set(bound.map(([name]) => name));
}

const worded = (violation: Violation, path: string): Violation => ({
  ...violation,
  path,
  phrase: violation.phrase
    .replace(", Member must not be null]", "]")
    .replace(/enum value set: \[([^\]]*)\]/, (all, set: string) => {
      const told = AS_TOLD.find((words) => isSameSet(words, set.split(", ")));
      return told === undefined ? all : `enum value set: [${told.join(", ")}]`;
    }),
});

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && other.every((word) => one.includes(word));

/** The order in which AWS tells some sets of words, as it was recorded. */
const AS_TOLD: readonly (readonly string[])[] = [
  ["add", "remove", "move", "test", "replace", "copy"],
  ["PRIVATE", "EDGE", "REGIONAL"],
  ["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"],
  [
    "RESPONSE_BODY",
    "RESPONSE",
    "METHOD",
    "MODEL",
    "AUTHORIZER",
    "RESPONSE_HEADER",
    "RESOURCE",
    "PATH_PARAMETER",
    "REQUEST_BODY",
    "QUERY_PARAMETER",
    "API",
    "REQUEST_HEADER",
  ],
  [
    "REQUEST_TOO_LARGE",
    "RESOURCE_NOT_FOUND",
    "AUTHORIZER_CONFIGURATION_ERROR",
    "MISSING_AUTHENTICATION_TOKEN",
    "BAD_REQUEST_BODY",
    "INVALID_SIGNATURE",
    "INVALID_API_KEY",
    "BAD_REQUEST_PARAMETERS",
    "AUTHORIZER_FAILURE",
    "UNAUTHORIZED",
    "INTEGRATION_TIMEOUT",
    "ACCESS_DENIED",
    "DEFAULT_4XX",
    "DEFAULT_5XX",
    "WAF_FILTERED",
    "QUOTA_EXCEEDED",
    "THROTTLED",
    "API_CONFIGURATION_ERROR",
    "UNSUPPORTED_MEDIA_TYPE",
    "INTEGRATION_FAILURE",
    "EXPIRED_TOKEN",
  ],
];
