import type { ServiceClient } from "@skylab/service";

/** Longer than a service waits for its engines. */
const ANSWERS_WITHIN_MS = 30_000;

/**
 * Takes a call that is not answered for so long for one that failed: a container that stands still, or is cut off, would
 * hold up all deliveries before it is known to be gone. It may have been done all the same.
 */
export const withPatience =
  (call: ServiceClient, answersWithin = ANSWERS_WITHIN_MS): ServiceClient =>
  (asked) =>
    new Promise((resolve, reject) => {
      const { service, operation } = asked;
      const giveUp = (): void =>
        reject(new Error(`${service} did not answer ${operation} within ${answersWithin} ms.`));
      const patience = setTimeout(giveUp, answersWithin);
      void call(asked)
        .then(resolve, reject)
        .finally(() => clearTimeout(patience));
    });
