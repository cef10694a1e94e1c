import type { Subscription } from "./subscription.ts";

type Confirmation = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly isAuthenticated: boolean;
  readonly authenticateOnUnsubscribe: boolean;
};

/** A subscription once its endpoint's owner has confirmed it. */
export function confirmed(subscription: Subscription, confirmation: Confirmation): Subscription {
  const { authenticateOnUnsubscribe: _before, pending: _pending, ...rest } = subscription;
  const { at, authenticateOnUnsubscribe, isAuthenticated } = confirmation;
  return {
    ...rest,
    confirmedAt: at,
    confirmationWasAuthenticated: isAuthenticated,
    ...(authenticateOnUnsubscribe && { authenticateOnUnsubscribe: true }),
  };
}
