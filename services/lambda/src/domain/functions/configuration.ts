import type { FunctionConfiguration, Layer, LoggingConfig, VpcConfig, VpcConfigResponse } from "@aws-sdk/client-lambda";
import { createHash } from "node:crypto";
import { type FunctionAddress, functionArn, LATEST } from "./function-arn.ts";
import type { Settings } from "./settings.ts";
import type { StoredConfiguration } from "./version.ts";

/** What a function has whose maker says nothing about it. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULTS = {
  Description: "",
  Timeout: 3,
  MemorySize: 128,
  Architectures: ["x86_64"],
  EphemeralStorage: { Size: 512 },
  TracingConfig: { Mode: "PassThrough" },
  SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
  State: "Active",
  LastUpdateStatus: "Successful",
} satisfies FunctionConfiguration;

/** The configuration of a new function, before anything is set of it. */
export const bareConfiguration = (
  of: FunctionAddress,
  made: Pick<StoredConfiguration, "LastModified" | "PackageType" | "RevisionId" | "Role">,
): StoredConfiguration => ({
  ...DEFAULTS,
  ...made,
  FunctionName: of.name,
  FunctionArn: functionArn(of),
  Version: LATEST,
  LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${of.name}` },
});

/** The configuration once this is set of it; layers as they were found. */
export function configured(
  current: StoredConfiguration,
  settings: Settings,
  { layers, region }: { readonly layers: readonly Layer[] | undefined; readonly region: string },
): StoredConfiguration {
  const { EphemeralStorage, Environment, Runtime, SnapStart, TracingConfig } = settings;
  return withoutEmpty({
    ...current,
    ...given({
      Description: settings.Description,
      Handler: settings.Handler,
      MemorySize: settings.MemorySize,
      Role: settings.Role,
      Timeout: settings.Timeout,
      EphemeralStorage,
    }),
    ...(Runtime !== undefined && { ...asRuntime(Runtime), RuntimeVersionConfig: runtimeVersion(Runtime, region) }),
    ...(Environment && { Environment: { Variables: Environment.Variables ?? {} } }),
    ...(SnapStart && { SnapStart: { ApplyOn: SnapStart.ApplyOn ?? "None", OptimizationStatus: "Off" } }),
    ...(TracingConfig && { TracingConfig: { Mode: TracingConfig.Mode ?? "PassThrough" } }),
    ...(settings.LoggingConfig && { LoggingConfig: logging(current.LoggingConfig ?? {}, settings.LoggingConfig) }),
    ...(settings.VpcConfig && { VpcConfig: vpc(current.VpcConfig, settings.VpcConfig) }),
    ...(layers && { Layers: [...layers] }),
    ...removable(settings),
  });
}

/** What is set to nothing is removed. */
const removable = ({ DeadLetterConfig, FileSystemConfigs, ImageConfig, KMSKeyArn }: Settings): Removable => ({
  ...(DeadLetterConfig && { DeadLetterConfig: given({ TargetArn: DeadLetterConfig.TargetArn || undefined }) }),
  ...(FileSystemConfigs && { FileSystemConfigs }),
  ...(ImageConfig && { ImageConfigResponse: { ImageConfig: given(ImageConfig) } }),
  ...(KMSKeyArn !== undefined && { KMSKeyArn }),
});

type Removable = Pick<
  FunctionConfiguration,
  "DeadLetterConfig" | "FileSystemConfigs" | "ImageConfigResponse" | "KMSKeyArn"
>;

/** AWS shows none of these where nothing is in them. */
function withoutEmpty(configuration: StoredConfiguration): StoredConfiguration {
  const { DeadLetterConfig, FileSystemConfigs, ImageConfigResponse, KMSKeyArn, Layers, ...rest } = configuration;
  return {
    ...rest,
    ...(DeadLetterConfig?.TargetArn !== undefined && { DeadLetterConfig }),
    ...(FileSystemConfigs && FileSystemConfigs.length > 0 && { FileSystemConfigs }),
    ...(isFilled(ImageConfigResponse?.ImageConfig) && { ImageConfigResponse }),
    ...(KMSKeyArn && { KMSKeyArn }),
    ...(Layers && Layers.length > 0 && { Layers }),
  };
}

const isFilled = (value: object = {}): boolean => Object.keys(value).length > 0;

/** Without members that nobody gave. */
const given = <Values extends object>(values: Values): Given<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>; // as: some of its entries.

type Given<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

const asRuntime = (runtime: string): Pick<FunctionConfiguration, "Runtime"> => ({
  Runtime: runtime as NonNullable<FunctionConfiguration["Runtime"]>, // as: the model's enum has been checked.
});

/** AWS has many versions of each runtime; here there is one, under an id of its own. */
const runtimeVersion = (runtime: string, region: string): { readonly RuntimeVersionArn: string } => ({
  RuntimeVersionArn: `arn:aws:lambda:${region}::runtime:${createHash("sha256").update(runtime).digest("hex")}`,
});

/** Levels are of JSON alone. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
function logging(current: LoggingConfig, set: LoggingConfig): LoggingConfig {
  const merged = { ...current, ...given(set) };
  const { ApplicationLogLevel = "INFO", LogFormat = "Text", LogGroup, SystemLogLevel = "INFO" } = merged;
  return { LogFormat, ...(LogFormat === "JSON" && { ApplicationLogLevel, SystemLogLevel }), LogGroup };
}

function vpc(current: VpcConfigResponse | undefined, set: VpcConfig): VpcConfigResponse {
  const { Ipv6AllowedForDualStack = false, SecurityGroupIds = [], SubnetIds = [] } = { ...current, ...given(set) };
  return { SubnetIds, SecurityGroupIds, VpcId: vpcOf(SubnetIds), Ipv6AllowedForDualStack };
}

const VPC_ID_DIGITS = 17;

/** Nobody here knows which VPC a subnet is in: the same subnets are in the same one. */
function vpcOf(subnets: readonly string[]): string {
  if (subnets.length === 0) return "";
  const digest = createHash("sha256").update(subnets.toSorted().join()).digest("hex");
  return `vpc-${digest.slice(0, VPC_ID_DIGITS)}`;
}
