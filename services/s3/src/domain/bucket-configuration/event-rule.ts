import type { NotificationConfigurationFilter } from "@aws-sdk/client-s3";

/** Where events of some kinds go, whatever takes them. */
export type EventRule = {
  readonly id: string;
  readonly destination: string;
  readonly events: readonly string[];
  readonly filter: NotificationConfigurationFilter | undefined;
};
