import { integrate } from "./integrate.ts";
import { internalError } from "./refusals.ts";
import type { RouteAnswer, RouteCall } from "./route-call.ts";

/** Asks the integration of a route for what happens. Rejects where it has none, or gives no answer. */
export async function runRoute(call: RouteCall): Promise<RouteAnswer> {
  const { context, route } = call;
  if (route.integration === undefined) throw internalError();
  const begun = performance.now();
  try {
    return await integrate(call, route.integration);
  } finally {
    context["integrationLatency"] = Math.round(performance.now() - begun);
  }
}
