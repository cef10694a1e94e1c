import type { TestInvokeMethodRequest, TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import type { Call } from "@skylab/service";
import type { RestSnapshot, StoredResource } from "../../domain/rest/snapshot.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { fullLog } from "../access-log/execution-log.ts";
import type { ApiRequest, ContextVariables, MultiValues } from "../api-request.ts";
import { contextVariables } from "../context-variables.ts";
import { newExtendedRequestId, newTraceId, queryOf } from "../read-request.ts";
import { answerMethod, traceAnswer } from "./answer-method.ts";
import { type CompiledMethod, compiledOf } from "./compile.ts";
import { gatewayAnswer } from "./gateway-answer.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";
import { routeTree } from "./route-tree.ts";

/** A request that is made up to test a method of an API that may not be deployed. */
export type MethodTest = {
  readonly store: ApigatewayStore;
  readonly call: Call;
  readonly snapshot: RestSnapshot;
  readonly resource: StoredResource;
  readonly method: CompiledMethod;
  readonly httpMethod: string;
  /** `/pets/7?page=2` */
  readonly target: string;
  readonly headers: MultiValues;
  readonly body: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** What the test shows to HTTP integrations. */
  readonly clientCertificateId: string | undefined;
};

/** The stage by which integrations and their policies know a test. */
export const TEST_STAGE = "test-invoke-stage";

export type TestedRequest = Pick<MethodTest, "body" | "call" | "headers" | "httpMethod" | "snapshot" | "target">;

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
  const { call, clientCertificateId, method, resource, snapshot, stageVariables, store } = test;
  const { place } = call;
  const apiId = snapshot.api.id;
  const stage = { stageName: TEST_STAGE, deploymentId: "", variables: stageVariables, clientCertificateId };
  const published: PublishedRestStage = { kind: "REST", place, apiId, stage, snapshot };
  const request = requestOf(test);
  const context = contextVariables(request, { place, apiId, stage: TEST_STAGE, deploymentId: "" });
  Object.assign(context, { resourceId: resource.id, resourcePath: resource.path, identity: identityOf(call) });
  return {
    store,
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

/** The headers that whoever tests makes up. */
export function testedHeaders({
  headers = {},
  multiValueHeaders = {},
}: Pick<TestInvokeMethodRequest, "headers" | "multiValueHeaders">): MultiValues {
  const single = Object.entries(headers).map(([name, value]) => [name, [value]] as const);
  return new Map<string, readonly string[]>([...single, ...Object.entries(multiValueHeaders)]);
}

/** A request that is made up for a test. */
export function requestOf({ body, call, headers, httpMethod, snapshot, target }: TestedRequest): ApiRequest {
  const [path = "/", query = ""] = target.split("?", 2);
  const lower = new Map(Array.from(headers, ([name, values]) => [name.toLowerCase(), values] as const));
  const at = call.clock.now();
  return {
    address: {
      apiId: snapshot.api.id,
      stage: TEST_STAGE,
      path,
      fullPath: path,
      domainName: "testPrefix.testDomainName",
    },
    head: { method: httpMethod, path, query, headers: {} },
    query: queryOf(query),
    headers: lower,
    namedHeaders: headers,
    body: Buffer.from(body),
    sourceIp: "test-invoke-source-ip",
    requestId: call.ids.uuid(),
    extendedRequestId: newExtendedRequestId(call.ids),
    traceId: newTraceId(at, call.ids),
    at,
    signal: call.signal,
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

/** `Sat Mar 05 15:47:32 UTC 2022 : Successfully completed execution` */
export function textOf(lines: readonly string[], { at, requestId }: ApiRequest): string {
  const [weekday, day, month, year, time] = new Date(at).toUTCString().replace(",", "").split(" ");
  const when = `${weekday} ${month} ${day} ${time} UTC ${year}`;
  const told = lines.map((line) => `${when} : ${line}\n`);
  return `Execution log for request ${requestId}\n${told.join("")}`;
}
