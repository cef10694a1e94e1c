import type { RestCall } from "./rest-call.ts";

/** Waits for what an integration answers, and keeps how long that took and with which status it ended. */
export async function timed<Answer>(
  { context, trace }: RestCall,
  asked: Promise<Answer>,
  statusOf: (answer: Answer) => number,
): Promise<Answer> {
  const begun = performance.now();
  let status: number | undefined;
  try {
    const answer = await asked;
    status = statusOf(answer);
    return answer;
  } finally {
    const latency = Math.round(performance.now() - begun);
    context["integrationLatency"] = latency;
    context["integrationStatus"] = status;
    context["integration"] = { latency, status, integrationStatus: status };
    const told = status === undefined ? "" : ` Status: ${status},`;
    trace("info", () => `Received response.${told} Integration latency: ${latency} ms`);
  }
}
