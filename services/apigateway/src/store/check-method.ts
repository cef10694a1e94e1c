import type { Method } from "@aws-sdk/client-api-gateway";
import type { Reader } from "@skylab/records";
import { invalidAuthorizer, invalidModel, invalidRequestValidator } from "../domain/rest/errors.ts";
import { checkMethodParameters } from "../domain/rest/mappings.ts";
import { AUTHORIZERS_OF, checkAuthorizationType } from "../domain/rest/method.ts";
import { authorizerRows } from "./authorizers.ts";
import { modelRows } from "./models.ts";
import { requestValidatorRows } from "./request-validators.ts";

/**
 * A method as it is kept, where it can be one of an API.
 * @throws AwsError BadRequestException
 */
export async function checkedMethod(rows: Reader, apiId: string, method: Method): Promise<Method> {
  checkAuthorizationType(method);
  const { authorizerId, requestValidatorId, ...rest } = method;
  const authorizers = AUTHORIZERS_OF[method.authorizationType ?? ""];
  if (authorizers !== undefined) {
    const authorizer = authorizerId ? await rows.get(authorizerRows, apiId, authorizerId) : undefined;
    if (authorizer === undefined || !authorizers.includes(authorizer.type)) throw invalidAuthorizer();
  }
  if (requestValidatorId && (await rows.get(requestValidatorRows, apiId, requestValidatorId)) === undefined) {
    throw invalidRequestValidator();
  }
  await checkModels(rows, apiId, method.requestModels);
  checkMethodParameters(method.requestParameters);
  return {
    ...rest,
    // AWS forgets an authorizer that nobody asks.
    ...(authorizers !== undefined && authorizerId && { authorizerId }),
    ...(requestValidatorId && { requestValidatorId }),
  };
}

/**
 * That the models that a method or a response names are there.
 * @throws AwsError BadRequestException
 */
export async function checkModels(
  rows: Reader,
  apiId: string,
  models: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const name of Object.values(models)) {
    if ((await rows.get(modelRows, apiId, name)) === undefined) throw invalidModel(name);
  }
}
