import { integrate } from "./integrate.ts";
import { internalError } from "./refusals.ts";
import type { RouteAnswer, RouteCall } from "./route-call.ts";

/** Asks the integration of a route for what happens. Rejects where it has none, or gives no answer. */
export async function runRoute(call: RouteCall): Promise<RouteAnswer> {
  const { context, route, trace } = call;
  if (route.integration === undefined) throw internalError();
  const begun = performance.now();
  try {
    return await integrate(call, route.integration);
  } finally {
    const latency = Math.round(performance.now() - begun);
    context["integrationLatency"] = latency;
    trace("info", () => `Received response. Integration latency: ${latency} ms`);
  }
}
