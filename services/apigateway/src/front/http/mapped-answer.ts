import type { WireResponse } from "@skylab/protocol";
import type { MultiValues } from "../api-request.ts";
import type { HttpCall } from "./http-call.ts";

/** Never an integration's, nor a mapping's. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html */
const NOTHING: MultiValues = new Map();

/** The answer of an integration as its mapping for that status has it. */
export function mappedAnswer({ mapResponse, scope }: HttpCall, answer: WireResponse): WireResponse {
  const map = mapResponse.get(answer.status);
  if (map === undefined) return answer;
  const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name, [value].flat()]));
  const response = { headers, body: textOf(answer.body) };
  const mapped = map({ headers, query: NOTHING }, { ...scope, response });
  return {
    ...answer,
    status: statusOf(mapped.status) ?? answer.status,
    headers: Object.fromEntries(
      Array.from(mapped.headers, ([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
    ),
  };
}

/** What no HTTP answer can have as its status is none. */
const statusOf = (status = Number.NaN): number | undefined =>
  Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;

/** Integrations' answers are whole. */
const textOf = (body: WireResponse["body"]): string =>
  typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "";
