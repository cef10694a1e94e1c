import { ownEntry } from "../../domain/own-entry.ts";
import { noSuchIntegration } from "../../domain/rest/errors.ts";
import { changeMethod, without } from "../methods/change-method.ts";
import { integrationIn, integrationResponseIn, resourceOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
export const DeleteIntegrationResponse: Operation<"DeleteIntegrationResponse"> = async (
  input,
  { place },
  store,
): Promise<Record<string, never>> => {
  const { httpMethod, statusCode } = input;
  // AWS misses the integration here where the method is not there.
  const resource = await resourceOf(store.of(place), input);
  if (ownEntry(resource.resourceMethods, httpMethod) === undefined) throw noSuchIntegration();
  return changeMethod(store, { ...input, place }, (method) => {
    integrationResponseIn(method, statusCode);
    const { integrationResponses, ...rest } = integrationIn(method);
    const others = without(integrationResponses, statusCode);
    const methodIntegration = { ...rest, ...(others && { integrationResponses: others }) };
    return { method: { ...method, methodIntegration }, answer: {} };
  });
};
