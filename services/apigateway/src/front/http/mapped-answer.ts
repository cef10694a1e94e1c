import type { WireResponse } from "@skylab/protocol";
import { isHeader } from "@skylab/web-events";
import type { MultiValues } from "../api-request.ts";
import type { HttpCall } from "./http-call.ts";
import { internalError } from "./refusals.ts";

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
      Array.from(mapped.headers, ([name, values]) => [
        name,
        checked(name, values).length === 1 ? (values[0] ?? "") : values,
      ]),
    ),
  };
}

/** @throws HttpApiRefusal where a mapping has put what is no header into one: a line's end that came with the request */
function checked(name: string, values: readonly string[]): readonly string[] {
  if (!values.every((value) => isHeader(name, value))) throw internalError();
  return values;
}

/** What no HTTP answer can have as its status is none. */
const statusOf = (status = Number.NaN): number | undefined =>
  Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;

/** Integrations' answers are whole. */
const textOf = (body: WireResponse["body"]): string =>
  typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "";
