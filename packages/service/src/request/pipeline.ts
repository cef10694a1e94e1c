import { type AuthFamily, type Authenticated, authenticate } from "@skylab/auth";
import { AwsError, systemClock } from "@skylab/aws";
import type {
  AnswerContext,
  Body,
  Codec,
  OperationModel,
  ProtocolName,
  RequestHead,
  Route,
  ServiceModel,
  Values,
  Violation,
  WireResponse,
} from "@skylab/protocol";
import { internalFailure, notImplementedError } from "../errors.ts";
import type { Exchange } from "../exchange.ts";
import type { Frame } from "../frame.ts";
import type { Logger } from "../log.ts";
import { type Caller, type Denial, notImplemented } from "../service-definition.ts";
import { type AccessQuestion, authorize } from "./authorize.ts";
import { flowingBody } from "./flowing-body.ts";
import type { Prepared, PreparedAccess } from "./prepare.ts";
import { readBody } from "./read-body.ts";
import { placeOf, type RefusalOf, RequestCall } from "./request-call.ts";

/** A service definition, compiled: what every request needs and none changes. */
export type Compiled = {
  readonly model: ServiceModel;
  readonly codec: Codec;
  readonly familyOf: (protocol: ProtocolName) => AuthFamily;
  readonly operations: ReadonlyMap<string, Prepared>;
  readonly maxBodyBytes: number;
  readonly bodyLimits: ReadonlyMap<string, number>;
  readonly violationsError: (violations: readonly Violation[], operation: OperationModel) => AwsError;
  readonly checkBody: ((operation: OperationModel, head: RequestHead, body: Buffer) => void) | undefined;
  readonly accessDenied: (denial: Denial) => AwsError;
  /** The ids that an answer tells of its request. */
  readonly answerContext: (requestId: string) => AnswerContext;
  readonly refusalOf: RefusalOf;
  readonly frame: Frame;
};

/** What is known of a request so far: its refusal and its log line are made of it. */
export type Passage = {
  readonly requestId: string;
  protocol: ProtocolName | undefined;
  operation: Prepared | undefined;
  caller: Caller | undefined;
  region: string | undefined;
  /** The error's code, where the answer is one. */
  code: string | undefined;
};

/**
 * The way of a request: read, route, authenticate, decode, validate, authorize, do, encode. Rejects with what is wrong
 * with it: an AwsError where the client is to know, anything else where the fault is ours.
 */
export async function answer(service: Compiled, exchange: Exchange, passage: Passage): Promise<WireResponse> {
  const { codec, frame } = service;
  const { route, body } = await receive(service, exchange);
  const operation = requirePrepared(service, route);
  passage.protocol = route.protocol;
  passage.operation = operation;

  const family = service.familyOf(route.protocol);
  const { virtualBucket } = route;
  const unsigned = mayBeUnsigned(operation.access);
  const who = await authenticateRequest(service, exchange, { virtualBucket, unsigned, family, body });
  const by = { requestId: passage.requestId, caller: who.identity, place: placeOf(who, frame), family };
  passage.caller = by.caller;
  passage.region = by.place.region;
  frame.auth.identities?.noteUse(who.identity, { service: service.model.signingName, region: by.place.region });

  if (Buffer.isBuffer(body)) service.checkBody?.(route.operation, exchange.head, body);
  const input = codec.decode(route, exchange.head, Buffer.isBuffer(body) ? body : flowingBody(exchange.request, who));
  const output = await perform(service, operation, { input, call: new RequestCall(service, exchange, by), family });
  return codec.encode(route, output, service.answerContext(passage.requestId));
}

/** What every call goes through, wherever it comes from: validate, authorize, do. */
export async function perform(service: Compiled, operation: Prepared, question: AccessQuestion): Promise<Values> {
  if (operation.run === notImplemented) throw notImplementedError(service.model.sdkId, operation.model.name);
  const violations = service.codec.validate(operation.model, question.input);
  if (violations.length > 0) throw service.violationsError(violations, operation.model);
  const denial = await authorize(service.frame, operation.access, question);
  if (denial !== undefined) throw service.accessDenied(denial);
  return operation.run(question.input, question.call);
}

/** The answer to a request that failed. */
export function refuse(
  { answerContext, codec, frame }: Compiled,
  failed: { readonly head: RequestHead; readonly passage: Passage; readonly error: unknown },
): WireResponse {
  const { head, passage, error } = failed;
  const { operation, requestId } = passage;
  const refusal = asRefusal(error, { operation: operation?.model.name, requestId, log: frame.log });
  passage.code = refusal.code;
  return codec.encodeError(passage.protocol ?? codec.protocolOf(head), refusal, answerContext(requestId));
}

type Failed = { readonly operation: string | undefined; readonly requestId: string; readonly log: Logger };

/** What a caller is told of an error. What is no AwsError is our fault: the log gets its stack, the caller does not. */
export function asRefusal(error: unknown, { operation, requestId, log }: Failed): AwsError {
  if (error instanceof AwsError) return error;
  log.error({ err: error, operation, requestId }, "failure");
  return internalFailure();
}

/** RPC protocols name the operation in the body, or want it whole anyway; REST must know it before the body may flow. */
async function receive(service: Compiled, exchange: Exchange): Promise<{ readonly route: Route; readonly body: Body }> {
  const { bodyLimits, codec, maxBodyBytes } = service;
  const { head, request } = exchange;
  if (!codec.protocolOf(head).startsWith("rest")) {
    const body = await readBody(request, maxBodyBytes);
    return { route: codec.route(head, body), body };
  }
  const route = codec.route(head, undefined);
  if (route.streamsInput) return { route, body: request };
  const { name } = route.operation;
  const limit = bodyLimits.get(name);
  const body = limit === undefined ? readBody(request, maxBodyBytes) : readBody(request, limit, name);
  return { route, body: await body };
}

function requirePrepared(service: Compiled, route: Route): Prepared {
  const operation = service.operations.get(route.operation.name);
  if (operation === undefined) throw new Error(`${route.operation.name} is not in the table of ${service.model.name}`);
  return operation;
}

type Received = {
  /** Whether nobody needs to sign it. */
  readonly unsigned: boolean;
  readonly family: AuthFamily;
  readonly body: Body;
  /** S3: the bucket that the host names. */
  readonly virtualBucket?: string | undefined;
};

/** Who signed a request, and what is still to be checked of a body that flows. */
export function authenticateRequest(
  service: Compiled,
  { head }: Exchange,
  { body, family, unsigned, virtualBucket }: Received,
): Promise<Authenticated> {
  const { auth, clock, log } = service.frame;
  return authenticate(head, {
    mode: auth.mode,
    rootKey: auth.rootKey,
    lookup: auth.identities?.lookup ?? noKeyIssued,
    family,
    service: service.model.signingName,
    unsigned,
    // A signed header is fresh by the clock of the client's machine, which nobody moves; a URL may grow old by ours.
    now: head.headers.authorization === undefined ? clock.now() : systemClock.now(),
    issuerNow: clock.now(),
    virtualBucket,
    ...(Buffer.isBuffer(body) ? { body } : {}),
    report: (refusal, identity) => log.warn({ code: refusal.code, caller: identity.arn }, `audit: ${refusal.message}`),
  });
}

const mayBeUnsigned = (access: PreparedAccess): boolean =>
  access.free === undefined ? access.unsigned : access.free === "unsigned";

const noKeyIssued = (): Promise<undefined> => Promise.resolve(undefined);
