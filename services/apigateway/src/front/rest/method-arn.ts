import { integrationAs } from "../integrations/integration-as.ts";
import type { IntegrationAs } from "../integrations/integration.ts";
import type { CompiledIntegration } from "./compiled.ts";
import type { RestCall } from "./rest-call.ts";

/**
 * `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path`, the path with a star for each variable: `aws:SourceArn` of what
 * the method's integration does.
 */
export function methodArn({ method, published, request }: Pick<RestCall, "method" | "published" | "request">): string {
  const { apiId, place, stage } = published;
  const path = method.resource.path.replaceAll(/\{[^}]*\}/g, "*");
  return `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/${stage.stageName}/${request.head.method}${path}`;
}

/** By whose permissions the integration of a method is called. @throws IntegrationFault */
export const methodAs = (call: RestCall, { credentials }: CompiledIntegration): IntegrationAs =>
  integrationAs(
    { place: call.published.place, sourceArn: methodArn(call) },
    { role: credentials?.(call.stageVariables), caller: call.authorized.caller },
  );
