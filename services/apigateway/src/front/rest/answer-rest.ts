import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import { randomFraction } from "@skylab/aws";
import type { WireResponse } from "@skylab/protocol";
import { methodSettingOf } from "../../domain/rest/method-settings.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import type { Resolved } from "../addresses/resolve-address.ts";
import type { ApiAddress, ApiRequest } from "../api-request.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import { contextVariables } from "../context-variables.ts";
import type { Front } from "../front.ts";
import { executionLog, SILENT } from "../logs/execution-log.ts";
import { beginRequest, readRequestBody, RequestTooLarge } from "../read-request.ts";
import { forbidden, refusal } from "../refusals.ts";
import { seenHeaders } from "../request-headers.ts";
import { admitRequest } from "./admit-request.ts";
import { answerMethod } from "./answer-method.ts";
import { type Asked, authorize } from "./authorize.ts";
import { chooseDeployment } from "./choose-deployment.ts";
import { type CompiledMethod, compiledOf } from "./compiled.ts";
import { compressed, unpacked } from "./compression.ts";
import { missingAuthenticationToken, requestTooLong } from "./failure.ts";
import { finish } from "./finish.ts";
import { gatewayAnswer } from "./gateway-answer.ts";
import { methodArn } from "./method-arn.ts";
import type { RestAnswer } from "./rest-call.ts";
import type { RestPassage } from "./rest-passage.ts";
import type { FoundResource } from "./route-tree.ts";

/** Answers a request to a REST API. Rejects but for faults of our own. */
export async function answerRest(front: Front, { address, published }: Resolved): Promise<WireResponse> {
  if (published?.kind !== "REST") return forbidden(front);
  const passage = begin(front, address, published);
  try {
    const minimum = passage.chosen.snapshot.api.minimumCompressionSize;
    return finish(passage, await compressed(await answer(passage), minimum, passage.request.headers));
  } catch (error) {
    // Whose API it asks for is not looked at before its head is read.
    if (error instanceof RequestTooLarge && error.part === "head")
      return refusal(front, { status: 431, message: "Request Header Fields Too Large" });
    const failure = error instanceof RequestTooLarge ? requestTooLong() : error;
    return finish(passage, answerFailure(passage, failure));
  }
}

function begin(front: Front, address: ApiAddress, published: PublishedRestStage): RestPassage {
  const begun = performance.now();
  const request = beginRequest(front, address);
  const chosen = chooseDeployment(published, randomFraction(front.inside.frame.ids));
  const { apiId, place, stage } = published;
  const { deploymentId, isCanary, snapshot } = chosen;
  const context = contextVariables(request, { place, apiId, stage: stage.stageName, deploymentId });
  if (isCanary) context["isCanaryRequest"] = true;
  if (stage.tracingEnabled === true) context["xrayTraceId"] = rootOf(request.traceId);
  const api = compiledOf(snapshot);
  return { front, published, chosen, api, request, context, begun, method: undefined, log: SILENT };
}

/** `1-67891233-abcdef012345678912345678` of X-Ray's header. */
const rootOf = (traceId: string): string => /Root=([^;]*)/.exec(traceId)?.[1] ?? "";

/** @throws what is no failure of the API's, as it is */
function answerFailure({ chosen, context, log, request }: RestPassage, failure: unknown): RestAnswer {
  return gatewayAnswer(failure, log.trace, {
    snapshot: chosen.snapshot,
    path: {},
    querystring: request.query,
    header: seenHeaders(request.headers),
    body: () => undefined,
    context,
    stageVariables: chosen.stageVariables,
  });
}

async function answer(passage: RestPassage): Promise<RestAnswer> {
  const { chosen, front, published } = passage;
  const { found, method } = route(passage);
  const settings = methodSettingOf(published.stage, method.resource.path, method.key) ?? {};
  passage.method = method;
  passage.log = executionLog(settings);
  const { context, request: start } = passage;
  const asking = { store: front.dataPlane, published, method, settings, context, now: start.at };
  const keyIsFromAuthorizer = chosen.snapshot.api.apiKeySource === "AUTHORIZER";
  if (!keyIsFromAuthorizer) await admitRequest(asking, start.headers.get("x-api-key")?.at(-1));
  // Not spread: the signal is made when somebody first asks for it.
  const request: ApiRequest = Object.assign(start, { body: await readRequestBody(front.exchange.request) });
  const asked = { found, method, request };
  const authorized = await authorize(passage, asked);
  if (keyIsFromAuthorizer) await admitRequest(asking, authorized.usageIdentifierKey);
  // Who has signed a body has signed it as it was sent.
  const minimum = chosen.snapshot.api.minimumCompressionSize;
  Object.assign(request, { body: await unpacked(request.body, minimum, request.headers) });
  return await answerAllowed(passage, asked, { authorized, settings });
}

function route(passage: RestPassage): { readonly found: FoundResource; readonly method: CompiledMethod } {
  const { api, context, request } = passage;
  const found = api.find(request.address.path);
  const method = found && api.methodOf(found.resource, request.head.method);
  if (found === undefined || method === undefined) throw missingAuthenticationToken();
  context["resourceId"] = found.resource.id;
  context["resourcePath"] = found.resource.path;
  const { operationName } = method.method;
  if (operationName !== undefined) context["operationName"] = operationName;
  return { found, method };
}

type Permitted = { readonly authorized: Allowed; readonly settings: MethodSetting };

function answerAllowed(passage: RestPassage, asked: Asked, { authorized, settings }: Permitted): Promise<RestAnswer> {
  const { api, chosen, context, front, log, published } = passage;
  const { found, method, request } = asked;
  const { caller } = authorized;
  const call = {
    dataPlane: front.dataPlane,
    published,
    api,
    method,
    request,
    headers: seenHeaders(request.headers),
    pathParameters: found.pathParameters,
    stageVariables: chosen.stageVariables,
    context,
    authorized,
    mayInvalidateCache: async () => {
      if (caller === undefined) return false;
      const permission = { action: "execute-api:InvalidateCache", resource: methodArn(call) };
      return (await front.inside.refusalOf(permission, caller, published.place.region)) === undefined;
    },
    trace: log.trace,
  };
  return answerMethod(call, settings);
}
