import type { Place } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import type { ServicePrincipal } from "../service.ts";

/** As what a service calls another, and where: `place` is the account it acts for, and the region. */
export type CallAs = { readonly principal: ServicePrincipal; readonly place: Place };

/** An operation that one service asks of another. What flows (bodies of objects) cannot be part of the input. */
export type ServiceCall = {
  /** Our name for the service: `sqs`. */
  readonly service: string;
  /** AWS's name for the operation: `SendMessage`. */
  readonly operation: string;
  readonly input: Values;
  readonly as: CallAs;
};

/**
 * Calls other services as an AWS service does: the callee validates the input, and lets its resource's policy decide.
 * Rejects with the AwsError that the callee answers, or with an Error where it cannot be reached.
 */
export type ServiceClient = (call: ServiceCall) => Promise<Values>;

/** What a service that is called so makes of it. */
export type AnswerCall = (call: Omit<ServiceCall, "service">, signal: AbortSignal) => Promise<Values>;
