import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { AwsError, type Ids } from "@skylab/aws";
import type { AnswerContext, RequestHead, WireResponse } from "@skylab/protocol";
import type { RoleSessions } from "@skylab/role-sessions";
import { NotServed, type ServiceClient } from "@skylab/service";
import { callAs } from "./call-as.ts";
import {
  type IntegrationAnswer,
  IntegrationFault,
  type Integrations,
  MAX_ANSWER_BYTES,
  type ServiceRequest,
} from "./integration.ts";
import { type ServiceApi, serviceApi } from "./service-api.ts";
import { headOf, readAsked } from "./service-input.ts";
import { within } from "./within.ts";

export type ServiceParts = { readonly call: ServiceClient; readonly ids: Ids; readonly roles: RoleSessions };

/**
 * AWS services, as their APIs are over HTTP: the request is read by the service's own protocol, done as a call between
 * services, and its answer written by that protocol. Nothing is signed: the call says whose permissions count.
 */
export const openServices =
  (parts: ServiceParts): Integrations["service"] =>
  (request) =>
    within(request, async (signal) => {
      const api = serviceApi(request);
      if (api === undefined) return unknownService(request);
      return await wholeOf(await ask(api, request, { ...parts, signal }));
    });

type AskParts = ServiceParts & { readonly signal: AbortSignal };

async function ask(api: ServiceApi, request: ServiceRequest, parts: AskParts): Promise<WireResponse> {
  const { call, ids, roles, signal } = parts;
  const { codec } = api;
  const head = headOf(request, api);
  const context = contextOf(head, ids.uuid());
  try {
    const { input, operation, route } = readAsked(request, head, api);
    const [trace] = request.headers.get("x-amzn-trace-id") ?? [];
    const as = await callAs(request.as, { region: request.region, trace }, roles);
    return codec.encode(route, await call({ service: api.name, operation, input, as, signal }), context);
  } catch (error) {
    return codec.encodeError(codec.protocolOf(head), refusalOf(error), context);
  }
}

/** Query services answer in JSON who accepts it, which API Gateway says of itself where an API says nothing else. */
const contextOf = ({ headers: { accept } }: RequestHead, requestId: string): AnswerContext =>
  accept?.includes("application/json") ? { requestId, inJson: true } : { requestId };

/** @throws what is none: the service is not reached, a role cannot be assumed */
function refusalOf(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof NotServed) return notImplemented(error.message);
  if (error instanceof IntegrationFault || !(error instanceof Error)) throw error;
  throw new IntegrationFault("unreachable", error.message, { cause: error });
}

const NOT_IMPLEMENTED = 501;

/** An honest answer. */
const notImplemented = (message: string): AwsError =>
  new AwsError("NotImplemented", message, { status: NOT_IMPLEMENTED });

const unknownService = ({ service }: ServiceRequest): IntegrationAnswer => ({
  status: NOT_IMPLEMENTED,
  headers: [["content-type", "application/json"]],
  body: Buffer.from(JSON.stringify({ __type: "NotImplemented", message: `Skylab has no ${service}.` })),
});

async function wholeOf({ body, headers, status }: WireResponse): Promise<IntegrationAnswer> {
  const whole = await bytesOf(body);
  if (whole.length > MAX_ANSWER_BYTES) {
    throw new IntegrationFault("too-large", `The service answered more than ${MAX_ANSWER_BYTES} bytes.`);
  }
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    (typeof values === "string" ? [values] : values).map((value): [string, string] => [name, value]),
  );
  return { status, headers: pairs, body: whole };
}

async function bytesOf(body: WireResponse["body"]): Promise<Buffer> {
  if (typeof body === "string") return Buffer.from(body);
  return Buffer.isBuffer(body) ? body : await buffer(body satisfies Readable);
}
