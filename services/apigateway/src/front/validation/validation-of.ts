import { parameterChecks } from "./parameters.ts";
import { bodyCheck } from "./body.ts";
import type { ValidatedMethod, Validation } from "./validation.ts";

/**
 * What a method asks of requests by its validator, compiled; `undefined`: nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function validationOf({ method, resource, snapshot }: ValidatedMethod): Validation | undefined {
  const asked = resource.resourceMethods?.[method];
  const validator = snapshot.requestValidators.find(({ id }) => id === asked?.requestValidatorId);
  if (asked === undefined || validator === undefined) return undefined;
  const parameters = validator.validateRequestParameters ? parameterChecks(asked.requestParameters ?? {}) : undefined;
  const body = validator.validateRequestBody ? bodyCheck(asked.requestModels ?? {}, snapshot.models) : undefined;
  if (!parameters || !body) return parameters ?? body;
  return (request) => parameters(request) ?? body(request);
}
