import { AwsError } from "@skylab/aws";
import type { Leased } from "@skylab/queues";
import type { Destinations } from "../domain/configs/destinations.ts";
import {
  DEFAULT_MAX_AGE_SECONDS,
  DEFAULT_MAX_RETRIES,
  type StoredEventInvokeConfig,
} from "../domain/configs/event-invoke-config.ts";
import { functionArn, LATEST } from "../domain/functions/function-arn.ts";
import type { Condition, Ended, Progress, QueuedEvent, Told } from "../domain/invocations/event.ts";
import { answered, type Outcome, refused } from "../domain/invocations/outcome.ts";
import { afterError, afterThrottle, isTooOld, type Next, type RetryRules } from "../domain/invocations/retry.ts";
import { findFunction, type FoundFunction } from "../find-function.ts";
import { requireActive, runFunction } from "../invocations/run-function.ts";
import type { LambdaStore } from "../store/store.ts";

export type Attempt = {
  readonly store: LambdaStore;
  readonly leased: Leased<QueuedEvent>;
  /** What came of earlier ones. */
  readonly progress: Progress | undefined;
};

/** Tries an event once. Answers how it ended; where it has not, it is put off until it is due again. */
export async function attemptEvent(attempt: Attempt): Promise<Ended | undefined> {
  const { leased, progress = { invokeCount: 0 }, store } = attempt;
  const { item: event } = leased;
  const found = await find(event, store);
  if (found.asked === undefined && found.latest === undefined) {
    // Nobody is left to be told, and nothing to be known of it.
    if (attempt.progress !== undefined) await store.events.finish(event, store.clock.now());
    await leased.done();
    return undefined;
  }
  const config = await store.eventInvokeConfigs.find({ name: event.functionName, place: event.place }, event.qualifier);
  const rules = rulesOf(config);
  const ended = { store, event, found, destinations: config?.destinations ?? {} };
  if (isTooOld({ acceptedAt: event.acceptedAt, now: store.clock.now() }, rules)) {
    return endOf(ended, "EventAgeExceeded", progress);
  }
  const outcome = await tryOnce(event, found, store);
  const counted = afterwards(progress, outcome);
  const next = await nextOf(attempt, { outcome, counted, rules });
  if ("over" in next) return endOf(ended, next.over, counted);
  if (outcome.kind === "failure") {
    const { kind } = await store.events.keep(event, { kind: "tried", ...counted });
    // It came twice after a crash, and the other one has ended meanwhile: so it did.
    if (kind !== "tried") {
      await leased.done();
      return undefined;
    }
  }
  await leased.later(next.againInMs);
  return undefined;
}

type Found = {
  /** What is to be run. */
  readonly asked: FoundFunction | undefined;
  /** Why that is not there. */
  readonly refusal?: unknown;
  /** The function, where a version or alias is gone. */
  readonly latest: FoundFunction | undefined;
};

async function find({ functionName: name, place, qualifier }: QueuedEvent, store: LambdaStore): Promise<Found> {
  try {
    return { asked: await findFunction({ name, qualifier }, place, store), latest: undefined };
  } catch (refusal) {
    if (!isNotFound(refusal)) throw refusal;
    const latest =
      qualifier === undefined ? undefined : await findFunction({ name }, place, store).catch(unlessNotFound);
    return { asked: undefined, refusal, latest };
  }
}

const isNotFound = (error: unknown): boolean => error instanceof AwsError && error.code === "ResourceNotFoundException";

function unlessNotFound(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}

function rulesOf(config: StoredEventInvokeConfig | undefined): RetryRules {
  const { maxAgeSeconds = DEFAULT_MAX_AGE_SECONDS, maxRetries = DEFAULT_MAX_RETRIES } = config ?? {};
  return { retries: maxRetries, maxAgeMs: maxAgeSeconds * 1000 };
}

async function tryOnce(event: QueuedEvent, { asked, refusal }: Found, store: LambdaStore): Promise<Outcome> {
  if (asked === undefined) return refused(refusal);
  try {
    requireActive(asked);
    const { requestId, traceId } = event;
    const answer = await runFunction({ found: asked, payload: Buffer.from(event.payload), requestId, traceId }, store);
    return answered(answer, asked.version.configuration.Version);
  } catch (error) {
    return refused(error);
  }
}

/** A throttle says why an event was given up, and counts no attempt. */
function afterwards(before: Progress, { kind, response }: Outcome): Progress {
  const invokeCount = before.invokeCount + (kind === "success" || kind === "failure" ? 1 : 0);
  return response === undefined ? { ...before, invokeCount } : { invokeCount, response };
}

type Tried = { readonly outcome: Outcome; readonly counted: Progress; readonly rules: RetryRules };

async function nextOf({ leased, store }: Attempt, { counted, outcome, rules }: Tried): Promise<Next> {
  const { attempts, item: event } = leased;
  const age = { acceptedAt: event.acceptedAt, now: store.clock.now() };
  switch (outcome.kind) {
    case "success":
      return { over: "Success" };
    case "recursive":
      return { over: "RecursiveInvocation" };
    case "failure":
      return afterError(counted, age, rules);
    default: {
      const { reserved } = await store.concurrency.limitsOf({ ...event, name: event.functionName });
      if (outcome.response?.statusCode === THROTTLED && reserved === 0) return { over: "ZeroReservedConcurrency" };
      return afterThrottle(attempts - counted.invokeCount, age, rules);
    }
  }
}

const THROTTLED = 429;

type Over = {
  readonly store: LambdaStore;
  readonly event: QueuedEvent;
  readonly found: Found;
  readonly destinations: Destinations;
};

/** How an event ended, and who is to be told of it. */
function endOf({ destinations, event, found, store }: Over, condition: Condition, progress: Progress): Ended {
  const { functionName: name, place, qualifier = LATEST } = event;
  const configuration = (found.asked ?? found.latest)?.version.configuration;
  return {
    condition,
    endedAt: store.clock.now(),
    functionArn: functionArn({ name, place }, qualifier),
    roleArn: configuration?.Role ?? "",
    progress: condition === "ZeroReservedConcurrency" ? { invokeCount: progress.invokeCount } : progress,
    left: toTell(condition, destinations, configuration?.DeadLetterConfig?.TargetArn),
  };
}

function toTell(condition: Condition, { onFailure, onSuccess }: Destinations, deadLetters?: string): readonly Told[] {
  if (condition === "Success") return onSuccess ? [{ kind: "destination", arn: onSuccess }] : [];
  return [
    ...(onFailure ? [{ kind: "destination", arn: onFailure } as const] : []),
    ...(deadLetters ? [{ kind: "deadLetter", arn: deadLetters } as const] : []),
  ];
}
