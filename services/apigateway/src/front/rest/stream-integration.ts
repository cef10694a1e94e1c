import { readPrelude } from "@skylab/web-events";
import { IntegrationFault } from "../integrations/integration.ts";
import { lambdaProxyAnswer } from "../lambda/proxy-answer.ts";
import { lambdaProxyEvent } from "../lambda/proxy-event.ts";
import type { CompiledIntegration } from "./compiled.ts";
import { badGateway } from "./failure.ts";
import { methodAs } from "./method-arn.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";
import { timed } from "./timed.ts";

/**
 * AWS_PROXY with `responseTransferMode` STREAM: the client sees the answer as the function writes it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-streaming-lambda-configure.html
 */
export async function streamFunctionProxy(
  call: RestCall,
  integration: CompiledIntegration,
  functionArn: string,
): Promise<RestAnswer> {
  const { request, dataPlane, trace } = call;
  const payload = Buffer.from(lambdaProxyEvent(call));
  trace("data", () => `Endpoint request body after transformations: ${payload.toString()}`);
  const answering = dataPlane.integrations.lambdaStream({
    as: methodAs(call, integration),
    functionArn,
    payload,
    trace: request.traceId,
    timeoutMs: integration.timeoutMs,
    signal: request.signal,
  });
  const stream = await timed(call, answering, () => OK);
  const parts = await readPrelude(stream).catch(asBadGateway);
  const head = parts && headOf(parts.prelude, call);
  if (parts !== undefined && head !== undefined) return { ...head, body: parts.body };
  stream.destroy();
  throw badGateway("Execution failed due to configuration error: Malformed Lambda proxy response");
}

const OK = 200;

function asBadGateway(error: unknown): never {
  throw error instanceof IntegrationFault ? badGateway(`Lambda execution failed: ${error.message}`) : error;
}

/** Status and headers, which stand in front of the body. */
function headOf(prelude: string, { api }: RestCall): RestAnswer | undefined {
  const head = lambdaProxyAnswer(Buffer.from(prelude), undefined, api);
  return head?.body === "" ? head : undefined;
}
