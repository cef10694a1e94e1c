import type { Method } from "@aws-sdk/client-api-gateway";
import type { StoredResource } from "./snapshot.ts";

/** What of an API names a model: `method request: /pets/GET`. */
export const findModelUser = (name: string, resources: readonly StoredResource[]): string | undefined =>
  findUser(resources, ({ methodResponses, requestModels }) => {
    if (Object.values(requestModels ?? {}).includes(name)) return "method request";
    const responses = Object.values(methodResponses ?? {});
    const isInResponse = responses.some(({ responseModels }) => Object.values(responseModels ?? {}).includes(name));
    return isInResponse ? "method response" : undefined;
  });

/** What of an API names a request validator. */
export const findValidatorUser = (id: string, resources: readonly StoredResource[]): string | undefined =>
  findUser(resources, ({ requestValidatorId }) => (requestValidatorId === id ? "method request" : undefined));

function findUser(
  resources: readonly StoredResource[],
  usedBy: (method: Method) => string | undefined,
): string | undefined {
  for (const { path, resourceMethods } of resources) {
    for (const [name, method] of Object.entries(resourceMethods ?? {})) {
      const use = usedBy(method);
      if (use !== undefined) return `${use}: ${path}/${name}`;
    }
  }
  return undefined;
}
