import type { CreateEventSourceMappingRequest, UpdateEventSourceMappingRequest } from "@aws-sdk/client-lambda";
import { brokenConstraint, invalidParameterValue } from "../errors.ts";
import { type EventSource, isStream } from "./event-source.ts";
import { checkFilters } from "./event-filter.ts";
import type { MappingSettings, StreamSettings } from "./mapping.ts";

type CreateInput = CreateEventSourceMappingRequest;
type UpdateInput = UpdateEventSourceMappingRequest;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const QUEUE_BATCH = 10;
const STREAM_BATCH = 100;
/** Of a queue that keeps order, and of one without a batching window. */
const MAX_BATCH_AT_ONCE = 10;
/** −1 aside. */
const MIN_RECORD_AGE_SECONDS = 60;

/**
 * What a new mapping is to be.
 * @throws AwsError InvalidParameterValueException
 */
export function newSettings(source: EventSource, input: CreateInput): MappingSettings {
  checkStartingPosition(source, input);
  return changedSettings(source, defaultsOf(source, input), input);
}

function defaultsOf(source: EventSource, { StartingPosition }: CreateInput): MappingSettings {
  const common = { MaximumBatchingWindowInSeconds: 0, FunctionResponseTypes: [] };
  if (!isStream(source) || StartingPosition === undefined) return { BatchSize: QUEUE_BATCH, ...common };
  return { BatchSize: STREAM_BATCH, ...common, stream: { StartingPosition, ...STREAM_DEFAULTS } };
}

const STREAM_DEFAULTS: Omit<StreamSettings, "StartingPosition"> = {
  ParallelizationFactor: 1,
  MaximumRecordAgeInSeconds: -1,
  BisectBatchOnFunctionError: false,
  MaximumRetryAttempts: -1,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: {} },
};

function checkStartingPosition(source: EventSource, input: CreateInput): void {
  const { StartingPosition: position, StartingPositionTimestamp: timestamp } = input;
  if (!isStream(source)) {
    if (position === undefined && timestamp === undefined) return;
    throw invalidParameterValue("StartingPosition is not valid for SQS event sources.");
  }
  if (position === undefined) {
    throw invalidParameterValue(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (position !== "AT_TIMESTAMP") {
    if (timestamp !== undefined) throw invalidParameterValue("Timestamp only valid with StartingPosition AT_TIMESTAMP");
    return;
  }
  if (source.kind === "dynamodb") {
    throw invalidParameterValue(`Unsupported starting position for arn type: ${source.arn}`);
  }
}

/**
 * What becomes of a mapping's settings by what a request has of them.
 * @throws AwsError InvalidParameterValueException
 */
export function changedSettings(
  source: EventSource,
  before: MappingSettings,
  input: CreateInput | UpdateInput,
): MappingSettings {
  checkKindOfSource(source, input);
  const { FilterCriteria, KMSKeyArn, MetricsConfig, ScalingConfig, ProvisionedPollerConfig, stream, ...kept } = before;
  const settings: MappingSettings = {
    ...kept,
    ...withoutAbsent({
      BatchSize: input.BatchSize,
      MaximumBatchingWindowInSeconds: input.MaximumBatchingWindowInSeconds,
      FunctionResponseTypes: input.FunctionResponseTypes,
      LoggingConfig: input.LoggingConfig && withoutAbsent(input.LoggingConfig),
    }),
    // What is given as nothing takes away what was there.
    ...withoutAbsent({
      FilterCriteria: readFilters(input.FilterCriteria, FilterCriteria),
      KMSKeyArn: (input.KMSKeyArn ?? KMSKeyArn) || undefined,
      MetricsConfig: readMetrics(input.MetricsConfig, MetricsConfig),
      ScalingConfig: readScaling(input.ScalingConfig, ScalingConfig),
      ProvisionedPollerConfig: readPollers(input.ProvisionedPollerConfig, ProvisionedPollerConfig),
    }),
    ...(stream && { stream: changedStream(stream, input) }),
  };
  checkSettings(source, settings);
  return settings;
}

function changedStream(before: StreamSettings, input: CreateInput | UpdateInput): StreamSettings {
  const destination = input.DestinationConfig?.OnFailure?.Destination;
  return {
    ...before,
    ...withoutAbsent({
      ParallelizationFactor: input.ParallelizationFactor,
      MaximumRecordAgeInSeconds: input.MaximumRecordAgeInSeconds,
      BisectBatchOnFunctionError: input.BisectBatchOnFunctionError,
      MaximumRetryAttempts: input.MaximumRetryAttempts,
      TumblingWindowInSeconds: input.TumblingWindowInSeconds,
      DestinationConfig: input.DestinationConfig && { OnFailure: destination ? { Destination: destination } : {} },
    }),
  };
}

type Filters = NonNullable<MappingSettings["FilterCriteria"]>;

/** Criteria without filters let everything through: they are none. */
function readFilters(given: CreateInput["FilterCriteria"], before: Filters | undefined): Filters | undefined {
  if (given === undefined) return before;
  const patterns = (given.Filters ?? []).map(({ Pattern }) => Pattern);
  checkFilters(patterns);
  return patterns.length === 0 ? undefined : { Filters: patterns.map((Pattern = "") => ({ Pattern })) };
}

/** Without a maximum it takes the one away that was there. */
function readScaling(
  given: CreateInput["ScalingConfig"],
  before: MappingSettings["ScalingConfig"],
): MappingSettings["ScalingConfig"] {
  const most = given === undefined ? before?.MaximumConcurrency : given.MaximumConcurrency;
  return most === undefined ? undefined : { MaximumConcurrency: most };
}

function readMetrics(
  given: CreateInput["MetricsConfig"],
  before: MappingSettings["MetricsConfig"],
): MappingSettings["MetricsConfig"] {
  const metrics = given === undefined ? before?.Metrics : given.Metrics;
  return metrics === undefined || metrics.length === 0 ? undefined : { Metrics: metrics };
}

function readPollers(
  given: CreateInput["ProvisionedPollerConfig"],
  before: MappingSettings["ProvisionedPollerConfig"],
): MappingSettings["ProvisionedPollerConfig"] {
  const pollers = withoutAbsent(given ?? before ?? {});
  return Object.keys(pollers).length === 0 ? undefined : pollers;
}

const OF_STREAMS = [
  "DestinationConfig",
  "ParallelizationFactor",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "TumblingWindowInSeconds",
] as const;

const OF_OTHERS = [
  "SourceAccessConfigurations",
  "AmazonManagedKafkaEventSourceConfig",
  "SelfManagedKafkaEventSourceConfig",
  "DocumentDBEventSourceConfig",
] as const;

const OF_QUEUES = ["ScalingConfig", "ProvisionedPollerConfig"] as const;

/** AWS's words are recorded of DestinationConfig alone. */
function checkKindOfSource(source: EventSource, input: CreateInput | UpdateInput): void {
  const foreign = [...OF_OTHERS, ...(isStream(source) ? OF_QUEUES : OF_STREAMS)].find(
    (name) => input[name] !== undefined,
  );
  const onSuccess = input.DestinationConfig?.OnSuccess === undefined ? undefined : "DestinationConfig";
  const unsupported = onSuccess ?? foreign;
  if (unsupported !== undefined) {
    throw invalidParameterValue(`Unsupported ${unsupported} parameter for given event source mapping type.`);
  }
}

function checkSettings(source: EventSource, settings: MappingSettings): void {
  if (isStream(source)) checkStream(settings.stream);
  else checkQueue(source, settings);
}

function checkStream(stream: StreamSettings | undefined): void {
  const age = stream?.MaximumRecordAgeInSeconds ?? -1;
  if (age === -1 || age >= MIN_RECORD_AGE_SECONDS) return;
  // AWS's words are not recorded.
  const constraint = `have value greater than or equal to ${MIN_RECORD_AGE_SECONDS}`;
  const broken = { value: String(age), member: "maximumRecordAgeInSeconds", constraint };
  throw invalidParameterValue(brokenConstraint(broken));
}

function checkQueue({ fifo }: EventSource, settings: MappingSettings): void {
  const { BatchSize: size, MaximumBatchingWindowInSeconds: window } = settings;
  // AWS's words of FIFO queues are not recorded.
  if (fifo && size > MAX_BATCH_AT_ONCE) {
    throw invalidParameterValue(`Batch size must be less than or equal to ${MAX_BATCH_AT_ONCE} for FIFO queues.`);
  }
  if (fifo && window > 0) throw invalidParameterValue("Batching window is not supported for FIFO queues.");
  if (size > MAX_BATCH_AT_ONCE && window === 0) {
    throw invalidParameterValue(
      `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${MAX_BATCH_AT_ONCE}`,
    );
  }
  checkScaling(settings);
}

/** AWS's words are not recorded. */
function checkScaling({ ScalingConfig, ProvisionedPollerConfig: pollers }: MappingSettings): void {
  if (ScalingConfig && pollers) {
    throw invalidParameterValue("ScalingConfig and ProvisionedPollerConfig cannot be used together.");
  }
  const { MinimumPollers = 1, MaximumPollers = MinimumPollers } = pollers ?? {};
  if (MinimumPollers > MaximumPollers) {
    throw invalidParameterValue("MinimumPollers must be less than or equal to MaximumPollers.");
  }
}

type WithoutAbsent<Members> = { readonly [Name in keyof Members]?: Exclude<Members[Name], undefined> };

const withoutAbsent = <Members extends object>(members: Members): WithoutAbsent<Members> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as WithoutAbsent<Members>; // as: what is left.
