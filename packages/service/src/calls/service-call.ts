import type { Identity } from "@skylab/auth";
import type { Place } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import type { Exchange } from "../exchange.ts";
import type { ServicePrincipal } from "../service-definition.ts";

/** As what a service calls another, and where: `place` is the account it acts for, and the region. */
export type CallAs = {
  readonly principal: ServicePrincipal;
  readonly place: Place;
  /**
   * Who asked the service for it, where AWS decides by what they may do themselves, and not by what the service may:
   * DynamoDB's exports to S3. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
   */
  readonly onBehalfOf?: Identity;
  /** X-Ray's header of what led to it: the callee sees it in the head, as of any request. */
  readonly trace?: string;
};

/**
 * An operation that one service asks of another. What flows else (bodies of objects) is bytes here, in input and output; the
 * events of an output (InvokeWithResponseStream) come as they are made.
 */
export type ServiceCall = {
  /** Our name for the service: `sqs`. */
  readonly service: string;
  /** AWS's name for the operation: `SendMessage`. */
  readonly operation: string;
  readonly input: Values;
  readonly as: CallAs;
  /**
   * Ends a wait, as that for messages: who runs in the same process then answers what there is; a call to another process
   * rejects with the signal's reason.
   */
  readonly signal?: AbortSignal;
};

/**
 * Calls other services as an AWS service does: the callee validates the input, and lets its resource's policy decide, or
 * the policies of who is acted for.
 * Rejects with the AwsError that the callee answers (`InternalFailure` where the fault is its own), with that of a body
 * that is too large where the input takes more than `MAX_CALL_BYTES`, or with an Error where the service cannot be reached.
 * Whoever does not read the events of an output to their end returns their iterator, or ends the call by its signal.
 */
export type ServiceClient = (call: ServiceCall) => Promise<Values>;

/** What a service that is called so makes of it; the signal is asked for where the operation waits. */
export type AnswerCall = (
  call: Omit<ServiceCall, "service" | "signal">,
  waits: Pick<Exchange, "signal">,
) => Promise<Values>;
