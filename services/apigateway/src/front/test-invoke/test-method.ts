import type { TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import type { Call } from "@skylab/service";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { StoredResource } from "../../domain/rest/snapshot.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import { contextVariables } from "../context-variables.ts";
import type { DataPlane } from "../data-plane.ts";
import { fullLog } from "../logs/execution-log.ts";
import { answerMethod, traceAnswer } from "../rest/answer-method.ts";
import { type CompiledMethod, compiledOf } from "../rest/compiled.ts";
import { gatewayAnswer } from "../rest/gateway-answer.ts";
import type { RestAnswer, RestCall } from "../rest/rest-call.ts";
import { routeTree } from "../rest/route-tree.ts";
import { requestOf, TEST_STAGE, type TestedRequest, textOf } from "./tested-request.ts";

/** A request that is made up to test a method of an API that may not be deployed. */
export type MethodTest = TestedRequest & {
  readonly dataPlane: DataPlane;
  readonly resource: StoredResource;
  readonly method: CompiledMethod;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** What the test shows to HTTP integrations. */
  readonly clientCertificateId: string | undefined;
};

/** Answers a test: nobody is asked whether it may be made, and all that happens is told. */
export async function testMethod(test: MethodTest): Promise<TestInvokeMethodResponse> {
  const begun = performance.now();
  const log = fullLog();
  const call = callOf(test, log.trace);
  let answer: RestAnswer;
  try {
    // What a test asks for is asked for.
    answer = await answerMethod(call, {});
  } catch (error) {
    answer = gatewayAnswer(error, log.trace, {
      snapshot: test.snapshot,
      path: call.pathParameters,
      querystring: call.request.query,
      header: call.headers,
      body: () => undefined,
      context: call.context,
      stageVariables: test.stageVariables,
    });
  }
  traceAnswer(log, answer);
  return responseOf(answer, {
    latency: Math.round(performance.now() - begun),
    log: textOf(log.lines, call.request),
  });
}

function callOf(test: MethodTest, trace: RestCall["trace"]): RestCall {
  const { call, clientCertificateId, method, resource, snapshot, stageVariables, dataPlane } = test;
  const { place } = call;
  const apiId = snapshot.api.id;
  const stage = { stageName: TEST_STAGE, deploymentId: "", variables: stageVariables, clientCertificateId };
  const published: PublishedRestStage = { kind: "REST", place, apiId, stage, snapshot };
  const request = requestOf(test);
  const context = contextVariables(request, { place, apiId, stage: TEST_STAGE, deploymentId: "" });
  Object.assign(context, { resourceId: resource.id, resourcePath: resource.path, identity: identityOf(call) });
  return {
    dataPlane,
    published,
    api: compiledOf(snapshot),
    method,
    request,
    headers: request.headers,
    pathParameters: routeTree([resource])(request.address.path)?.pathParameters ?? {},
    stageVariables,
    context,
    authorized: { allow: true, caller: call.caller },
    mayInvalidateCache: () => Promise.resolve(true),
    trace,
  };
}

/** As AWS makes it up of whoever tests. */
function identityOf({ caller, head }: Call): ContextVariables {
  return {
    apiKey: "test-invoke-api-key",
    apiKeyId: "test-invoke-api-key-id",
    accountId: caller.account,
    accessKey: caller.accessKeyId ?? null,
    caller: caller.id,
    sourceIp: "test-invoke-source-ip",
    user: caller.id,
    userAgent: head.headers["user-agent"] ?? null,
    userArn: caller.arn,
  };
}

function responseOf(
  { body, headers, status }: RestAnswer,
  more: Pick<TestInvokeMethodResponse, "latency" | "log">,
): TestInvokeMethodResponse {
  const all = headers.all();
  return {
    status,
    body: typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "",
    headers: Object.fromEntries(all.map(([name, values]) => [name, values.at(-1) ?? ""])),
    multiValueHeaders: Object.fromEntries(all.map(([name, values]) => [name, [...values]])),
    ...more,
  };
}
