import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { type Admission, admit, type Throttled } from "../throttling/admit.ts";
import { findClient } from "../throttling/find-client.ts";
import type { CompiledMethod } from "./compiled.ts";
import { limitExceeded, noSuchApiKey, tooManyRequests } from "./failure.ts";

export type Asking = {
  readonly store: ApigatewayStore;
  readonly published: PublishedRestStage;
  readonly method: CompiledMethod;
  readonly settings: MethodSetting | undefined;
  readonly context: ContextVariables;
  readonly now: number;
};

/**
 * Lets a request through by the throttles of account, stage and method, and where the method asks for an API key, by those
 * of the key's usage plan and by its quota. @throws RestFailure
 */
export function admitRequest(asking: Asking, apiKey: string | undefined): Promise<void> | undefined {
  if (asking.method.method.apiKeyRequired === true) return admitClient(asking, apiKey);
  const refusal = admit(asking.store, admissionOf(asking));
  if (refusal instanceof Promise) return refusal.then(refuse);
  return refuse(refusal);
}

async function admitClient(asking: Asking, value: string | undefined): Promise<void> {
  const { context, published, store } = asking;
  const { apiId, place, stage } = published;
  const client = await findClient(store, { place, apiId, stage: stage.stageName, value });
  if (client === undefined) throw noSuchApiKey();
  const { apiKey, usagePlan } = client;
  const known = context["identity"];
  context["identity"] = { ...(typeof known === "object" ? known : {}), apiKey: value, apiKeyId: apiKey.id };
  refuse(await admit(store, { ...admissionOf(asking), key: { apiKeyId: apiKey.id, usagePlan } }));
}

function refuse(refusal: Throttled | undefined): undefined {
  if (refusal === undefined) return undefined;
  throw refusal.kind === "quota" ? limitExceeded() : tooManyRequests();
}

function admissionOf({ method, now, published, settings }: Asking): Admission {
  const { apiId, place, stage } = published;
  return {
    place,
    apiId,
    stage: stage.stageName,
    route: `${method.resource.path}/${method.key}`,
    limit: settings && { rateLimit: settings.throttlingRateLimit, burstLimit: settings.throttlingBurstLimit },
    now,
  };
}
