import { formatArn, type Place } from "@skylab/aws";

/** What is kept of a log group beside its streams and events. */
export type GroupRow = {
  /** A group that bears the name of a deleted one is another. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly groupClass: LogGroupClass;
  readonly kmsKeyId?: string;
  /** Absent: for ever. */
  readonly retentionInDays?: number;
  readonly isDeletionProtected?: true;
  readonly tags: Readonly<Record<string, string>>;
  readonly metricFilterCount: number;
  /** By name. They stand here because every PutLogEvents asks for them. */
  readonly subscriptions: readonly SubscriptionFilterRow[];
};

export type LogGroupClass = "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY" | "ESSENTIALS";

export type SubscriptionFilterRow = {
  readonly name: string;
  readonly pattern: string;
  readonly destinationArn: string;
  readonly roleArn?: string;
  readonly distribution: "ByLogStream" | "Random";
  readonly createdAt: number;
};

/** Which log group. */
export type GroupAddress = { readonly place: Place; readonly name: string };

export type LogGroup = GroupAddress & { readonly row: GroupRow };

/** The ARN by which a group is tagged, and of which those of its streams are made. */
export const groupArn = ({ name, place }: GroupAddress): string =>
  formatArn({ service: "logs", ...place, resource: `log-group:${name}` });

export const streamArn = (group: GroupAddress, stream: string): string => `${groupArn(group)}:log-stream:${stream}`;
