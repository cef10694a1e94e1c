import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { StoredConfiguration } from "./version.ts";

const BEING_CREATED = "The function is being created.";

/**
 * What whoever makes a function is answered. Here it is ready at once, as everybody sees who asks next; AWS tells its maker
 * that it is not yet, and gives it another revision when it is.
 */
export const beingCreated = (configuration: StoredConfiguration, revisionId: string): FunctionConfiguration => {
  const { LastUpdateStatus: _ready, ...rest } = configuration;
  return {
    ...rest,
    RevisionId: revisionId,
    State: "Pending",
    StateReason: BEING_CREATED,
    StateReasonCode: "Creating",
  };
};

/** What whoever changes a function is answered: likewise. */
export const beingUpdated = (configuration: StoredConfiguration, revisionId: string): FunctionConfiguration => ({
  ...configuration,
  RevisionId: revisionId,
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: BEING_CREATED,
  // as: AWS answers so, though its model has no such reason here.
  LastUpdateStatusReasonCode: "Creating" as NonNullable<FunctionConfiguration["LastUpdateStatusReasonCode"]>,
});

/** Lists tell less. */
export const listed = (configuration: StoredConfiguration, arn: string): FunctionConfiguration => {
  const { LastUpdateStatus: _status, RuntimeVersionConfig: _runtime, State: _state, ...rest } = configuration;
  return { ...rest, FunctionArn: arn };
};

/** `2026-11-26T12:34:56.789+0000` */
export const lastModified = (now: number): string => new Date(now).toISOString().replace("Z", "+0000");
