import type { PublishedV2Stage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { admit } from "../throttling/admit.ts";
import type { Client } from "../throttling/find-client.ts";
import { routeSettingsOf } from "./execution-log.ts";
import { limitExceeded, tooManyRequests } from "./refusals.ts";

/** @throws WebSocketRefusal where too much happens at a time, or in the period of a usage plan. */
export async function admitRoute(
  { buckets, quotas }: Pick<ApigatewayStore, "buckets" | "quotas">,
  published: PublishedV2Stage,
  asked: { readonly routeKey: string; readonly now: number; readonly client?: Client | undefined },
): Promise<void> {
  const { client, now, routeKey } = asked;
  const { apiId, place, stage } = published;
  const settings = routeSettingsOf(published, routeKey);
  const throttled = await admit(
    { buckets, quotas },
    {
      place,
      apiId,
      stage: stage.StageName,
      route: routeKey,
      limit: { rateLimit: settings.ThrottlingRateLimit, burstLimit: settings.ThrottlingBurstLimit },
      key: client && { apiKeyId: client.apiKey.id, usagePlan: client.usagePlan },
      now,
    },
  );
  if (throttled !== undefined) throw throttled.kind === "quota" ? limitExceeded() : tooManyRequests();
}
