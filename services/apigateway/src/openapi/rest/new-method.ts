import type { Integration, IntegrationResponse, Method, MethodResponse } from "@aws-sdk/client-api-gateway";
import type { Transaction } from "@skylab/records";
import { badRequest } from "../../domain/errors.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { checkIntegrationResponse } from "../../domain/rest/integration-response.ts";
import { checkIntegration, checkOptions, contentHandling, newIntegration } from "../../domain/rest/integration.ts";
import { checkResponseParameters } from "../../domain/rest/mappings.ts";
import { checkHttpMethod, withIntegrationResponse, withMethodResponse } from "../../domain/rest/method.ts";
import { checkedMethod, checkModels } from "../../store/check-method.ts";
import { attempt } from "../report.ts";
import type { DefinitionPut, Named } from "./definition-put.ts";
import type { IntegrationDefinition, MethodDefinition } from "./definition.ts";

export type MethodPut = {
  readonly put: DefinitionPut;
  readonly named: Named;
  readonly resourceId: string;
};

/** A method of a definition with all that belongs to it, where it can be one; else the report says why not. */
export async function newMethod(
  rows: Transaction,
  asked: MethodDefinition,
  at: MethodPut,
): Promise<Method | undefined> {
  const { named, put } = at;
  const { authorizer, httpMethod, method: said, path, validator } = asked;
  const bare = await attempt(put.report, `Unable to put method '${httpMethod}' on resource at path '${path}'`, () => {
    checkHttpMethod(httpMethod);
    return checkedMethod(rows, put.present.api.id, {
      ...said,
      httpMethod,
      // A name that nothing has is no id either, and is refused as one.
      ...(authorizer !== undefined && { authorizerId: named.authorizers.get(authorizer) ?? authorizer }),
      ...(validator !== undefined && { requestValidatorId: named.validators.get(validator) ?? validator }),
    });
  });
  if (bare === undefined) return undefined;
  const answering = await withResponses(rows, bare, { asked, put });
  return asked.integration === undefined
    ? answering
    : withIntegration(answering, { asked, at, integration: asked.integration });
}

async function withResponses(
  rows: Transaction,
  bare: Method,
  { asked: { httpMethod, path, responses }, put }: { readonly asked: MethodDefinition; readonly put: DefinitionPut },
): Promise<Method> {
  let method = bare;
  for (const response of responses) {
    const { responseModels, responseParameters, statusCode } = response;
    const what = `Unable to put method response '${statusCode}' on '${httpMethod}' for resource at path '${path}'`;
    await attempt(put.report, what, async () => {
      await checkModels(rows, put.present.api.id, responseModels);
      checkResponseParameters(responseParameters);
      method = withMethodResponse(method, response satisfies MethodResponse);
    });
  }
  return method;
}

type IntegrationPut = {
  readonly asked: MethodDefinition;
  readonly at: MethodPut;
  readonly integration: IntegrationDefinition;
};

async function withIntegration(method: Method, { asked, at, integration }: IntegrationPut): Promise<Method> {
  const { put, resourceId } = at;
  const place = `on '${asked.httpMethod}' for resource at path '${asked.path}'`;
  const methodIntegration = await attempt(put.report, `Unable to put integration ${place}`, () => {
    const { httpMethod } = asked;
    const made = newIntegration({ ...integration.request, httpMethod, resourceId, restApiId: put.present.api.id });
    return checkedIntegration(made, method, put);
  });
  if (methodIntegration === undefined) return method;
  let integrated: Method = { ...method, methodIntegration };
  for (const response of integration.responses) {
    await attempt(put.report, `Unable to put integration response ${place}`, () => {
      checkStatus(response);
      contentHandling(response.contentHandling);
      checkIntegrationResponse(response, method);
      integrated = withIntegrationResponse(integrated, response);
    });
  }
  return integrated;
}

function checkedIntegration(integration: Integration, method: Method, { place }: DefinitionPut): Integration {
  checkOptions(integration);
  checkIntegration(integration, method);
  checkPassedRole(integration.credentials, place);
  return integration;
}

/** What AWS's model says of a status that somebody puts. */
function checkStatus({ statusCode }: IntegrationResponse): void {
  if (statusCode !== undefined && /^[1-5]\d\d$/.test(statusCode)) return;
  throw badRequest(
    `Value '${statusCode ?? ""}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
  );
}
