import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { formatArn, type Place } from "@skylab/aws";
import { type EventSource, isStream } from "./event-source.ts";

/** An event source mapping as it is kept. */
export type StoredMapping = {
  readonly uuid: string;
  /** Of the function, and of the mapping. */
  readonly place: Place;
  /** With the qualifier, where one was asked for. */
  readonly functionArn: string;
  readonly source: EventSource;
  readonly settings: MappingSettings;
  /** What its owner wanted last; `state` follows when whoever runs it has got there. */
  readonly wanted: "Enabled" | "Disabled" | "Deleted";
  readonly state: MappingState;
  /** Another one whenever its owner has changed something: what runs by an older one begins anew. */
  readonly revision: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Of streams: what became of the last batch. */
  readonly lastResult?: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html#lambda-GetEventSourceMapping-response-State */
export type MappingState = "Creating" | "Enabling" | "Enabled" | "Disabling" | "Disabled" | "Updating" | "Deleting";

/** As they are told, but for those that are told by default. What queues have not, and what streams have not, is absent. */
export type MappingSettings = {
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds: number;
  readonly FunctionResponseTypes: readonly "ReportBatchItemFailures"[];
  readonly FilterCriteria?: { readonly Filters: readonly { readonly Pattern: string }[] };
  readonly KMSKeyArn?: string;
  readonly MetricsConfig?: { readonly Metrics: readonly Metric[] };
  readonly LoggingConfig?: { readonly SystemLogLevel?: "DEBUG" | "INFO" | "WARN" };
  readonly ScalingConfig?: { readonly MaximumConcurrency: number };
  readonly ProvisionedPollerConfig?: ProvisionedPollers;
  readonly stream?: StreamSettings;
};

type Metric = "EventCount" | "ErrorCount" | "KafkaMetrics";

export type ProvisionedPollers = {
  readonly MinimumPollers?: number;
  readonly MaximumPollers?: number;
  readonly PollerGroupName?: string;
};

/** What mappings of streams alone have. */
export type StreamSettings = {
  readonly StartingPosition: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly ParallelizationFactor: number;
  /** −1: as long as the stream keeps them. */
  readonly MaximumRecordAgeInSeconds: number;
  readonly BisectBatchOnFunctionError: boolean;
  /** −1: until they succeed. */
  readonly MaximumRetryAttempts: number;
  readonly TumblingWindowInSeconds: number;
  readonly DestinationConfig: { readonly OnFailure: { readonly Destination?: string } };
};

/** What AWS tells before the first batch, and after one that went well. */
export const NOTHING_PROCESSED = "No records processed";
export const PROCESSED = "OK";

export const mappingArn = ({ uuid, place }: Pick<StoredMapping, "uuid" | "place">): string =>
  formatArn({ service: "lambda", ...place, resource: `event-source-mapping:${uuid}` });

/** What AWS calls the function in words about a mapping: its name, with the qualifier. */
export const nameInMapping = ({ functionArn }: Pick<StoredMapping, "functionArn">): string =>
  functionArn.slice(functionArn.indexOf(":function:") + ":function:".length);

export type MappingUpdate = Pick<StoredMapping, "functionArn" | "settings" | "revision"> & {
  /** Absent: as it is. */
  readonly enabled: boolean | undefined;
  readonly now: number;
};

/** A mapping whose owner has changed it. */
export function updatedMapping(mapping: StoredMapping, update: MappingUpdate): StoredMapping {
  const { enabled = mapping.wanted === "Enabled", functionArn, now, revision, settings } = update;
  const wanted = enabled ? "Enabled" : "Disabled";
  const changing = enabled ? "Enabling" : "Disabling";
  const state = wanted === mapping.wanted ? "Updating" : changing;
  return { ...mapping, functionArn, settings, wanted, state, revision, modifiedAt: now };
}

/** A mapping as GetEventSourceMapping answers it. */
export function describeMapping(mapping: StoredMapping): EventSourceMappingConfiguration {
  const { functionArn, lastResult, modifiedAt, settings, source, state, uuid } = mapping;
  const { stream, ...common } = settings;
  return {
    UUID: uuid,
    ...(stream && { StartingPosition: stream.StartingPosition }),
    ...mutable(common),
    ...(stream && mutable(stream)),
    EventSourceArn: source.arn,
    EventSourceMappingArn: mappingArn(mapping),
    FunctionArn: functionArn,
    LastModified: new Date(modifiedAt),
    ...(isStream(source) && { LastProcessingResult: lastResult ?? NOTHING_PROCESSED }),
    State: state,
    // AWS says it in two ways.
    StateTransitionReason: isStream(source) ? "User action" : "USER_INITIATED",
  };
}

/** The SDK's types want lists that could be changed. */
const mutable = <Value>(value: Value): Mutable<Value> => value as Mutable<Value>; // as: nobody changes an answer.

type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Member in keyof Value]: Mutable<Value[Member]> }
    : Value;
