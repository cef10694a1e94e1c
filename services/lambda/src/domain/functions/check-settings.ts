import { AwsError } from "@skylab/aws";
import { invalidParameterValue, validationError } from "../errors.ts";
import { checkEnvironment } from "./environment.ts";
import { MAX_LAYERS, MAX_MEMORY_MB, MAX_TIMEOUT_SECONDS } from "./limits.ts";
import { checkRuntime, hasSnapStart, isProvided } from "./runtimes.ts";
import type { Settings } from "./settings.ts";

/** What a function is besides what is being set. */
export type SettingsOf = {
  readonly packageType: "Zip" | "Image";
  /** What it will be made with, where it has one. */
  readonly runtime: string | undefined;
  /** Whether it will be in a VPC. */
  readonly isInVpc: boolean;
};

/**
 * What Lambda refuses of settings beyond what its model tells.
 * @throws AwsError InvalidParameterValueException, ValidationException, NotImplemented
 */
export function checkSettings(settings: Settings, of: SettingsOf): void {
  const { Environment, Layers = [], MemorySize = 0, Runtime, Timeout = 0 } = settings;
  checkBuilt(settings);
  if (MemorySize > MAX_MEMORY_MB) throw tooMuch("memorySize", MemorySize, MAX_MEMORY_MB);
  if (Timeout > MAX_TIMEOUT_SECONDS) throw tooMuch("timeout", Timeout, MAX_TIMEOUT_SECONDS);
  if (Runtime !== undefined) checkRuntime(Runtime);
  if (Layers.length > MAX_LAYERS) throw invalidParameterValue(`Cannot reference more than ${MAX_LAYERS} layers.`);
  checkEnvironment(Environment?.Variables ?? {});
  checkSnapStart(settings, of);
  checkFileSystems(settings, of);
  if (of.packageType === "Image" && Layers.length > 0) throw noLayersInImages();
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export function checkHandler({ Handler, Runtime }: Pick<Settings, "Handler" | "Runtime">): void {
  if (Runtime !== undefined && (Handler !== undefined || isProvided(Runtime))) return;
  throw invalidParameterValue(
    "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
  );
}

/** A function that would not do what it is asked for is none. */
function checkBuilt(settings: Settings): void {
  for (const name of ["CapacityProviderConfig", "DurableConfig"] as const) {
    if (settings[name] !== undefined) throw notBuilt(name);
  }
}

export const notBuilt = (parameter: string): AwsError =>
  new AwsError("NotImplemented", `Skylab does not implement ${parameter} of Lambda yet.`, { status: 501 });

const tooMuch = (member: string, value: number, most: number): AwsError =>
  validationError({ value: String(value), member, constraint: `have value less than or equal to ${most}` });

function checkSnapStart({ SnapStart }: Settings, { runtime }: SettingsOf): void {
  if (SnapStart?.ApplyOn !== "PublishedVersions" || runtime === undefined || hasSnapStart(runtime)) return;
  throw invalidParameterValue(`${runtime} is not supported for SnapStart enabled functions.`);
}

function checkFileSystems({ FileSystemConfigs = [] }: Settings, { isInVpc }: SettingsOf): void {
  const [first] = FileSystemConfigs;
  if (first === undefined || isInVpc) return;
  throw invalidParameterValue(
    `Function must be configured to execute in a VPC to reference access point ${first.Arn}. Please update the function configuration to include VPC subnets and security groups.`,
  );
}

const noLayersInImages = (): AwsError =>
  invalidParameterValue("Layers are not supported for functions created with container images.");

/** Code for two kinds of machine, or for none. */
export function checkArchitectures(architectures: readonly string[] | undefined): void {
  if (architectures === undefined || architectures.length === 1) return;
  const constraint = `have length ${architectures.length > 1 ? "less" : "greater"} than or equal to 1`;
  throw validationError({ value: `[${architectures.join(", ")}]`, member: "architectures", constraint });
}
