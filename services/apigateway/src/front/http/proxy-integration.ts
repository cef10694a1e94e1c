import type { WireResponse } from "@skylab/protocol";
import { ownEntry } from "../../domain/own-entry.ts";
import { queryText } from "../mappings/query-text.ts";
import type { HttpCall } from "./http-call.ts";
import { wireAnswer } from "./wire-answer.ts";

/** Hands a request on to any HTTP endpoint, and its answer back. */
export async function callEndpoint(call: HttpCall): Promise<WireResponse> {
  const { front, integration, request, timeoutMs } = call;
  const { IntegrationMethod = "ANY" } = integration;
  const answer = await front.dataPlane.integrations.http({
    method: IntegrationMethod === "ANY" ? request.head.method : IntegrationMethod,
    url: urlOf(call),
    headers: headersOf(call),
    body: request.body,
    timeoutMs,
    signal: request.signal,
  });
  return wireAnswer(answer);
}

function urlOf({ path, pathParameters, query, stageVariables, uri }: HttpCall): string {
  const url = uri(stageVariables).replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) =>
    encodedPath(ownEntry(pathParameters, name) ?? ""),
  );
  const placed = path === undefined ? url : `${originOf(url)}/${path.replace(/^\//, "")}`;
  const asked = queryText(query);
  if (asked === "") return placed;
  return `${placed}${placed.includes("?") ? "&" : "?"}${asked}`;
}

/** Slashes of a greedy variable stay what they are. */
const encodedPath = (text: string): string => text.split("/").map(encodeURIComponent).join("/");

const originOf = (url: string): string => /^[a-z]+:\/\/[^/?]+/i.exec(url)?.[0] ?? "";

/** What a proxy does not hand on, beside what is the connection's. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const NOT_HANDED_ON: ReadonlySet<string> = new Set(["forwarded", "proxy-authorization", "te", "trailer"]);

function headersOf({ headers, request }: HttpCall): readonly (readonly [string, string])[] {
  const { address, sourceIp, traceId } = request;
  // The host is the endpoint's, unless a mapping says another.
  const own = request.headers.get("host");
  const kept = [...headers].filter(([name, values]) => !NOT_HANDED_ON.has(name) && values !== own);
  return [
    ...kept.flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
    ["forwarded", `for=${sourceIp};host=${address.domainName};proto=http`],
    ["via", "HTTP/1.1 AmazonAPIGateway"],
    ...(headers.has("x-amzn-trace-id") ? [] : [["x-amzn-trace-id", traceId] as const]),
  ];
}
