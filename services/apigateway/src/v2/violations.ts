import type { AwsError } from "@skylab/aws";
import { type OperationModel, type ServiceModel, type Violation, violationsError } from "@skylab/protocol";
import { badRequest } from "../domain/errors.ts";

/** What AWS says where a member is beyond its model, by the member's name. */
const WORDS: Readonly<Record<string, string>> = {
  ProtocolType: "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]",
  TimeoutInMillis: "Timeout should be between 50 ms and 30000 ms",
  AuthorizerResultTtlInSeconds:
    "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.",
};

/** This API answers all that breaks its model as a bad request. */
export const wordV2Violations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], operation: OperationModel): AwsError => {
    const known = violations.find(({ constraint, member }) => constraint !== "required" && member in WORDS);
    return badRequest(WORDS[known?.member ?? ""] ?? violationsError(violations, model, operation).message);
  };
