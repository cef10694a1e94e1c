import type { TestInvokeMethodRequest } from "@aws-sdk/client-api-gateway";
import type { Call } from "@skylab/service";
import type { RestSnapshot } from "../../domain/rest/snapshot.ts";
import type { ApiRequest, MultiValues } from "../api-request.ts";
import { newExtendedRequestId, newTraceId, queryOf } from "../read-request.ts";

/** The stage by which integrations and their policies know a test. */
export const TEST_STAGE = "test-invoke-stage";

/** A request that is made up to test a part of an API that may not be deployed. */
export type TestedRequest = {
  readonly call: Call;
  readonly snapshot: RestSnapshot;
  readonly httpMethod: string;
  /** `/pets/7?page=2` */
  readonly target: string;
  readonly headers: MultiValues;
  readonly body: string;
};

/** The headers that whoever tests makes up. */
export function testedHeaders({
  headers = {},
  multiValueHeaders = {},
}: Pick<TestInvokeMethodRequest, "headers" | "multiValueHeaders">): MultiValues {
  const single = Object.entries(headers).map(([name, value]) => [name, [value]] as const);
  return new Map<string, readonly string[]>([...single, ...Object.entries(multiValueHeaders)]);
}

/** It as if it had come. */
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

/** `Sat Mar 05 15:47:32 UTC 2022 : Successfully completed execution` */
export function textOf(lines: readonly string[], { at, requestId }: ApiRequest): string {
  const [weekday, day, month, year, time] = new Date(at).toUTCString().replace(",", "").split(" ");
  const when = `${weekday} ${month} ${day} ${time} UTC ${year}`;
  const told = lines.map((line) => `${when} : ${line}\n`);
  return `Execution log for request ${requestId}\n${told.join("")}`;
}
