import type { GatewayResponseType } from "@aws-sdk/client-api-gateway";
import { isHeader } from "@skylab/web-events";
import type { ContextVariables } from "../../domain/context-variables.ts";
import { changedGatewayResponse } from "../../domain/rest/gateway-responses.ts";
import type { RestSnapshot, StoredGatewayResponse } from "../../domain/rest/snapshot.ts";
import { AnswerHeaders } from "../answer-headers.ts";
import { keptBeside } from "../kept-beside.ts";
import type { Trace } from "../logs/execution-log.ts";
import {
  type MappingScope,
  mappingSource,
  type ParameterMapping,
  parameterMappings,
} from "../mappings/parameter-mapping.ts";
import { RestFailure } from "./failure.ts";
import { mediaTypeOf } from "./media-types.ts";
import type { RestAnswer } from "./rest-call.ts";

/** A gateway response, read once. */
type GatewayAnswer = {
  /** Absent: the failure's own. */
  readonly status: number | undefined;
  readonly headers: readonly ParameterMapping<"header">[];
  readonly bodies: ReadonlyMap<string, SimpleTemplate>;
};

/** Gateway responses know no VTL: variables are replaced, and nothing else is done. */
type SimpleTemplate = (scope: MappingScope) => string;

const VARIABLE =
  /\$(context(?:\.[A-Za-z_][\w-]*)+|stageVariables\.[\w-]+|method\.request\.(?:path|querystring|header)\.[\w-]+)/;

/** By type and kind. */
const answersOf = keptBeside((_snapshot: RestSnapshot) => new Map<string, GatewayAnswer>());

/** What is answered where nobody has changed anything. */
const UNCHANGED: GatewayAnswer = {
  status: undefined,
  headers: [],
  bodies: new Map([["application/json", simpleTemplate('{"message":$context.error.messageString}')]]),
};

/** Recorded: AWS puts a space into what it says of faults, and of requests that are not as their method wants them. */
const SPACED: GatewayAnswer = {
  ...UNCHANGED,
  bodies: new Map([["application/json", simpleTemplate('{"message": $context.error.messageString}')]]),
};

/** Where a policy does not let somebody, AWS writes a large letter. */
const UNCHANGED_DENIAL: GatewayAnswer = {
  ...UNCHANGED,
  bodies: new Map([["application/json", simpleTemplate('{"Message":$context.error.messageString}')]]),
};

const JSON_TYPE = "application/json";

/** What the bodies and headers of gateway responses may tell. */
export type GatewayScope = MappingScope & { readonly snapshot: RestSnapshot };

/**
 * What an API answers itself: by the gateway response of the failure's type, or else by the general one of its kind.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 * @throws what is no failure of an API, as it is
 */
export function gatewayAnswer(failure: unknown, trace: Trace, scope: GatewayScope): RestAnswer {
  if (!(failure instanceof RestFailure)) throw failure;
  trace("error", () => failure.reason ?? `Execution failed due to ${failure.type}: ${failure.words}`);
  const answer = answerOf(scope.snapshot, failure);
  const status = answer.status ?? failure.status;
  describe(scope.context, failure);
  const headers = new AnswerHeaders();
  const type = typeFor(answer.bodies, scope.header.get("accept")?.[0]);
  headers.set("x-amzn-ErrorType", failure.errorType);
  headers.set("Content-Type", type);
  for (const { name, source } of answer.headers) {
    const values = source(scope);
    if (values.length > 0 && values.every((value) => isHeader(name, value))) headers.set(name, values);
  }
  return { status, headers, body: answer.bodies.get(type)?.(scope) ?? "" };
}

/** `$context.error`, which gateway responses and access logs tell. */
function describe(context: ContextVariables, { type, words }: RestFailure): void {
  const known = context["error"];
  context["error"] = {
    ...(typeof known === "object" ? known : {}),
    message: words,
    messageString: JSON.stringify(words),
    responseType: type,
  };
}

function answerOf(snapshot: RestSnapshot, failure: RestFailure): GatewayAnswer {
  const { status, type } = failure;
  const known = answersOf(snapshot);
  const isFault = status >= FIRST_FAULT;
  const name = `${type} ${isFault}`;
  const read = known.get(name);
  if (read !== undefined) return read;
  const changed = changedGatewayResponse(type, snapshot.gatewayResponses);
  if (changed === undefined) return unchangedFor(isFault, failure);
  const answer = readResponse(changed);
  known.set(name, answer);
  return answer;
}

const FIRST_FAULT = 500;

const OF_REQUESTS: ReadonlySet<GatewayResponseType> = new Set([
  "BAD_REQUEST_BODY",
  "BAD_REQUEST_PARAMETERS",
  "UNSUPPORTED_MEDIA_TYPE",
]);

function unchangedFor(isFault: boolean, { type, words }: RestFailure): GatewayAnswer {
  if ((isFault && words !== null) || OF_REQUESTS.has(type)) return SPACED;
  return words?.startsWith("User") ? UNCHANGED_DENIAL : UNCHANGED;
}

function readResponse({ responseParameters, responseTemplates, statusCode }: StoredGatewayResponse): GatewayAnswer {
  const bodies = Object.entries(responseTemplates ?? {}).map(([type, text]) => [type, simpleTemplate(text)] as const);
  return {
    status: statusCode === undefined ? undefined : Number(statusCode),
    headers: parameterMappings(responseParameters, "gatewayresponse.", ["header"]),
    bodies: new Map(bodies),
  };
}

function typeFor(bodies: ReadonlyMap<string, unknown>, accept: string | undefined): string {
  const accepted = accept
    ?.split(",")
    .map(mediaTypeOf)
    .find((type) => bodies.has(type));
  if (accepted !== undefined) return accepted;
  const [first = JSON_TYPE] = bodies.keys();
  return bodies.has(JSON_TYPE) ? JSON_TYPE : first;
}

function simpleTemplate(text: string): SimpleTemplate {
  const parts = text.split(VARIABLE).map((part, i) => (i % 2 === 0 ? part : variable(part)));
  return (scope) => parts.map((part) => (typeof part === "string" ? part : part(scope))).join("");
}

function variable(expression: string): SimpleTemplate {
  const source = mappingSource(expression);
  return (scope) => source(scope).join(",");
}
