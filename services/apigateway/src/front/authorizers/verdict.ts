import { parsePolicy, type Policy } from "@skylab/auth";
import type { ContextVariables } from "../../domain/context-variables.ts";

/** What an authorizer's function decided, ready to be asked for each request. */
export type Verdict = {
  readonly principalId: string | undefined;
  /** A policy, or a plain yes or no. */
  readonly policy: Policy | boolean;
  /** `$context.authorizer.*` */
  readonly context: ContextVariables;
  readonly usageIdentifierKey: string | undefined;
};

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What a function answers in the format of REST and WebSocket APIs, and of HTTP APIs where it answers a policy; `undefined`:
 * it is none. Values of the context are texts, numbers and truths; HTTP APIs take any.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function readVerdict(payload: Uint8Array, anyContext = false): Verdict | undefined {
  const answer = parseObject(payload);
  if (answer === undefined) return undefined;
  const { policyDocument, principalId, usageIdentifierKey } = answer;
  const policy = policyOf(policyDocument);
  const context = contextOf(answer["context"], anyContext);
  if (policy === undefined || context === undefined || typeof principalId !== "string") return undefined;
  const key = typeof usageIdentifierKey === "string" ? usageIdentifierKey : undefined;
  return { principalId, policy, context, usageIdentifierKey: key };
}

/** What a function answers in HTTP APIs' simple format. */
export function readSimpleVerdict(payload: Uint8Array): Verdict | undefined {
  const answer = parseObject(payload);
  const isAuthorized = answer?.["isAuthorized"];
  const context = contextOf(answer?.["context"], true);
  if (typeof isAuthorized !== "boolean" || context === undefined) return undefined;
  return { principalId: undefined, policy: isAuthorized, context, usageIdentifierKey: undefined };
}

function parseObject(payload: Uint8Array): JsonObject | undefined {
  try {
    return asObject(JSON.parse(Buffer.from(payload).toString()));
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject) // as: that is what is looked at here.
    : undefined;

function policyOf(document: unknown): Policy | undefined {
  try {
    return parsePolicy(JSON.stringify(document));
  } catch {
    return undefined;
  }
}

function contextOf(value: unknown, any: boolean): ContextVariables | undefined {
  if (value === undefined || value === null) return {};
  const context = asObject(value);
  if (context === undefined) return undefined;
  const isPlain = Object.values(context).every((one) => ["string", "number", "boolean"].includes(typeof one));
  return any || isPlain ? (context as ContextVariables) : undefined; // as: it came as JSON.
}
