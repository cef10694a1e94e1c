import type { Destination } from "../domain/delivery/delivery.ts";
import { refused } from "./failures.ts";

/** Delivery streams: there are none, so nothing is to be hoped for from another attempt. */
export const firehose: Destination = {
  deliver: async ({ subscriber }) =>
    refused("ServiceNotServed", `${subscriber.endpoint} cannot be reached: Skylab has no Firehose.`),
};
