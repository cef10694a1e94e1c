import type { ContextVariables } from "../../domain/context-variables.ts";
import { functionArnOf } from "../integrations/integration-uri.ts";
import { type IntegrationAs, IntegrationFault, type LambdaAnswer } from "../integrations/integration.ts";
import { keptBeside } from "../kept-beside.ts";
import type { Asking, Refused } from "./authorization.ts";
import { authorizerFailure, configurationError, unauthorized } from "./refusals.ts";
import { cacheKey, ResultCache } from "./result-cache.ts";
import type { Verdict } from "./verdict.ts";

/** A function that is to decide. */
export type AskedFunction = {
  /** The authorizer as the snapshot has it, beside which its results are kept. */
  readonly authorizer: object;
  readonly as: IntegrationAs;
  /** Its URI, variables of the stage replaced. */
  readonly uri: string;
  /** What identifies who asks. */
  readonly identity: readonly string[];
  readonly cache: CacheBy;
  readonly event: () => string;
  readonly read: (payload: Uint8Array) => Verdict | undefined;
  readonly timeoutMs: number;
};

/** How long a result counts, in seconds, and what beside the identity it is of: the stage, and how often it was flushed. */
export type CacheBy = { readonly ttl: number; readonly stage: string; readonly flushed: number };

/** A verdict, and how long the function took: 0 of what was decided before. */
export type Answered = { readonly verdict: Verdict; readonly latency: number };

type AskingFunction = Pick<Asking, "context" | "integrations" | "request">;

/** Results live as long as the snapshot that their authorizer is of. */
const resultsOf = keptBeside((_authorizer: object) => new ResultCache<Verdict>());

/** What an authorizer's function decides, or decided before for the same identity. */
export async function askFunction(asking: AskingFunction, asked: AskedFunction): Promise<Answered | Refused> {
  const { authorizer, cache, identity } = asked;
  const now = asking.request.at;
  if (cache.ttl === 0 || identity.length === 0) return await ask(asking, asked);
  const results = resultsOf(authorizer);
  const key = cacheKey([cache.stage, String(cache.flushed), ...identity]);
  const known = results.get(key, now);
  if (known !== undefined) return { verdict: known, latency: 0 };
  const answered = await ask(asking, asked);
  if ("verdict" in answered) results.keep(key, answered.verdict, now + cache.ttl * 1000);
  return answered;
}

async function ask(asking: AskingFunction, asked: AskedFunction): Promise<Answered | Refused> {
  const { context, integrations, request } = asking;
  const begun = performance.now();
  let answer: LambdaAnswer;
  try {
    answer = await integrations.lambda({
      as: asked.as,
      functionArn: functionArnOf(asked.uri),
      payload: Buffer.from(asked.event()),
      trace: request.traceId,
      timeoutMs: asked.timeoutMs,
      signal: request.signal,
    });
  } catch (error) {
    if (!(error instanceof IntegrationFault)) throw error;
    return failed(context, error.message, configurationError());
  }
  const latency = Math.round(performance.now() - begun);
  if (answer.functionError !== undefined) return functionFailed(context, answer.payload);
  const verdict = asked.read(answer.payload);
  return verdict ? { verdict, latency } : failed(context, "Invalid JSON in response", configurationError());
}

/** The one error that says something: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
function functionFailed(context: ContextVariables, payload: Uint8Array): Refused {
  const isUnknown = messageOf(payload) === "Unauthorized";
  return isUnknown ? unauthorized() : failed(context, "Authorizer error", authorizerFailure());
}

function messageOf(payload: Uint8Array): unknown {
  try {
    return Object(JSON.parse(Buffer.from(payload).toString()))["errorMessage"];
  } catch {
    return undefined;
  }
}

/** Access logs tell why. */
function failed(context: ContextVariables, error: string, refused: Refused): Refused {
  context["authorizer"] = { error };
  return refused;
}
