import { AwsError } from "@skylab/aws";
import type { ServiceCall } from "@skylab/service";
import { deliverNotifications } from "../jobs/deliver-notifications.ts";
import { replicateObjects } from "../jobs/replicate-objects.ts";
import type { TestS3 } from "./use-s3.ts";

/** What came to a queue (by its URL), a topic or a function (by their ARNs), or `events`. */
export type Received = { readonly to: unknown; readonly message: unknown; readonly as: ServiceCall["as"] };

/** Who receives what S3 sends: stands in for the other services. */
export type Receivers = {
  readonly received: readonly Received[];
  /** What came to one of them. */
  readonly at: (to: string) => readonly unknown[];
  /** From now on one of them takes nothing, or everything again. */
  readonly refuse: (to: string, error: (() => Error) | undefined) => void;
};

/** What a service answers that S3 calls; throws to refuse. */
export type Answer = (call: Omit<ServiceCall, "service">) => Record<string, unknown>;

/** Stands in for other services: one that is not named is not served. */
function answerCalls({ calls }: TestS3, answers: Readonly<Record<string, Answer>>): void {
  const services = Object.entries(answers).map(([name, answer]) => ({
    name,
    answerCall: async (call: Omit<ServiceCall, "service">) => answer(call),
  }));
  calls.reach(services);
}

/** Takes what S3 sends in the place of all of them. */
export function receive(test: TestS3): Receivers {
  const received: Received[] = [];
  const refusals = new Map<unknown, () => Error>();
  const take = (one: Received): Record<string, unknown> => {
    const refusal = refusals.get(one.to);
    if (refusal !== undefined) throw refusal();
    received.push(one);
    return {};
  };
  const takeBy =
    (to: string, message: string): Answer =>
    ({ as, input }) =>
      take({ to: input[to], message: JSON.parse(String(input[message])), as });
  answerCalls(test, {
    sqs: takeBy("QueueUrl", "MessageBody"),
    sns: takeBy("TopicArn", "Message"),
    lambda: takeBy("FunctionName", "Payload"),
    events: ({ as, input }) => take({ to: "events", message: input["Entries"], as }),
  });
  return {
    received,
    at: (wanted) => received.filter(({ to }) => to === wanted).map(({ message }) => message),
    refuse: (to, error) => {
      if (error === undefined) refusals.delete(to);
      else refusals.set(to, error);
    },
  };
}

/** As SQS answers for a queue that is not there. */
export const noSuchQueue = (): AwsError =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.", { status: 400 });

/** As SQS answers where a queue's policy does not let S3 in. */
export const notLetIn = (): AwsError =>
  new AwsError("AccessDeniedException", "User: s3.amazonaws.com is not authorized", { status: 403 });

/** Does something while S3 delivers what happens in its buckets. */
export async function whileDelivering<Result>(
  { store, engines, clock }: TestS3,
  work: () => Promise<Result>,
): Promise<Result> {
  const stopping = new AbortController();
  const jobs = [deliverNotifications(store, engines.log), replicateObjects(store, engines)];
  const ended = Promise.all(jobs.map((job) => job.run(clock, stopping.signal)));
  try {
    return await work();
  } finally {
    stopping.abort();
    await ended;
  }
}
