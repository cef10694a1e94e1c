import type { IntegrationType } from "@aws-sdk/client-api-gateway";
import { IntegrationFault } from "../integrations/integration.ts";
import { AddressFault } from "../mappings/endpoint-url.ts";
import { callAws, callFunctionProxy } from "./aws-integration.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { configurationError, failureOf } from "./failure.ts";
import { callHttp, callHttpProxy } from "./http-integration.ts";
import { callMock } from "./mock-integration.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";

type CallIntegration = (call: RestCall, integration: CompiledIntegration) => Promise<RestAnswer>;

const CALLS: Readonly<Record<IntegrationType, CallIntegration>> = {
  AWS: callAws,
  AWS_PROXY: callFunctionProxy,
  HTTP: callHttp,
  HTTP_PROXY: callHttpProxy,
  MOCK: callMock,
};

/** Asks the integration of a method. @throws RestFailure */
export async function integrate(call: RestCall): Promise<RestAnswer> {
  const { integration } = call.method;
  if (integration === undefined) throw configurationError("No integration defined for method");
  try {
    return await CALLS[integration.type](call, integration);
  } catch (error) {
    if (error instanceof AddressFault) throw configurationError(error.message);
    if (!(error instanceof IntegrationFault)) throw error;
    call.context["integrationErrorMessage"] = error.message;
    throw failureOf(error);
  }
}
