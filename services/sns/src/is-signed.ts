import type { Caller } from "@skylab/service";

/** Whether anybody signed a request. Who signs nothing is nobody, or the default account's root where all keys are let in. */
export const isSigned = ({ accessKeyId, arn, unproven }: Caller): boolean =>
  arn !== "anonymous" && (accessKeyId !== undefined || unproven === undefined);
