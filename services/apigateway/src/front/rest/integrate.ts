import type { IntegrationType } from "@aws-sdk/client-api-gateway";
import { IntegrationFault } from "../integrations/integration.ts";
import { callAws, callFunctionProxy } from "./aws-integration.ts";
import type { CompiledIntegration } from "./compile.ts";
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
  const { context, method, trace } = call;
  const { integration } = method;
  if (integration === undefined) throw configurationError("No integration defined for method");
  const begun = performance.now();
  try {
    const answer = await CALLS[integration.type](call, integration);
    return answer;
  } catch (error) {
    if (!(error instanceof IntegrationFault)) throw error;
    context["integrationErrorMessage"] = error.message;
    throw failureOf(error);
  } finally {
    const latency = Math.round(performance.now() - begun);
    context["integrationLatency"] = latency;
    const status = context["integrationStatus"];
    context["integration"] = { latency, status, integrationStatus: status };
    const told = typeof status === "number" ? ` Status: ${status},` : "";
    trace("info", () => `Received response.${told} Integration latency: ${latency} ms`);
  }
}
