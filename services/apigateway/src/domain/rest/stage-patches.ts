import type { CanarySettings } from "@aws-sdk/client-api-gateway";
import { parseArn } from "@skylab/aws";
import { badRequest } from "../errors.ts";
import type { PatchRule, PatchTable, PatchWords } from "../patch/patch-table.ts";
import type { JsonObject } from "../patch/pointer.ts";
import { entry, member } from "../patch/rules.ts";
import { flag, nonEmpty, oneOf, type ReadValue, text } from "../patch/values.ts";
import { METHOD_SETTING_PATCHES, noMethodSetting, REMOVE_METHOD_SETTINGS } from "./method-settings.ts";
import { CACHE_SIZES, checkVariable, readPercent } from "./stage.ts";

/** As AWS words it, with the commas that it lacks. */
const KNOWN_PATHS =
  "[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]";

const stageWords: PatchWords = ({ op, path, from, rule }) => {
  if (op === "copy") {
    return badRequest(
      `Invalid copy operation with path: ${path} and from ${from ?? null}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`,
    );
  }
  if (op === "remove") return noMethodSetting(path ?? "");
  if (path?.startsWith("/accessLogSettings") === true) {
    return badRequest(
      "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
    );
  }
  if (rule?.ops.includes("replace") === true) return badRequest(`Invalid ${op} operation with path: ${path}`);
  // What only looks like the settings of a method is no path that is known, either.
  return badRequest(`Invalid method setting path: ${path ?? null}. Must be one of: ${KNOWN_PATHS}`);
};

const variable: ReadValue = (value = "", { names: [name = ""] }) => {
  checkVariable(name, value);
  return value;
};

const accessLog = nonEmpty(() => badRequest("Access Log value must not be empty"));

const destination: ReadValue = (value, patch) => {
  const arn = String(accessLog(value, patch));
  if (parseArn(arn) === undefined) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`);
  return arn;
};

/** A part of the canary's settings: a stage that had none has one from now on, of the stage's own deployment. */
const canary = (read: ReadValue): PatchRule => {
  const rule = member(read, "replace");
  return { ...rule, apply: (stage, patch) => rule.apply(withCanary(stage), patch) };
};

const override = entry(variable, { ops: ["replace", "remove"] });

const withCanary = (stage: JsonObject): JsonObject => ({
  ...stage,
  canarySettings: stage["canarySettings"] ?? {
    percentTraffic: 0,
    deploymentId: stage["deploymentId"],
    useStageCache: false,
  },
});

/** Part of a canary becomes the stage's own by a copy; the canary stays until it is removed. */
const promotable = (
  rule: PatchRule,
  promote: (stage: JsonObject, canary: CanarySettings) => JsonObject,
): PatchRule => ({
  ops: [...rule.ops, "copy"],
  copiesFrom: ["/canarySettings/deploymentId", "/canarySettings/stageVariableOverrides"],
  apply: (stage, patch) => {
    if (patch.op !== "copy") return rule.apply(stage, patch);
    const { canarySettings } = stage;
    if (canarySettings === undefined) throw badRequest("Promotion not available. Canary does not exist.");
    return promote(stage, canarySettings as CanarySettings); // as: nothing else is kept there.
  },
});

const promoteVariables = (stage: JsonObject, { stageVariableOverrides }: CanarySettings): JsonObject => ({
  ...stage,
  variables: { ...Object(stage["variables"]), ...stageVariableOverrides },
});

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch */
export const STAGE_PATCHES: PatchTable = {
  words: stageWords,
  paths: {
    "/deploymentId": promotable(member(text, "replace"), (stage, { deploymentId }) => ({ ...stage, deploymentId })),
    "/variables": promotable(member(text, "remove"), promoteVariables),
    "/variables/{variable_name}": entry(variable),
    "/description": member(text, "replace"),
    "/documentationVersion": member(text, "replace"),
    "/clientCertificateId": member(text, "replace"),
    "/tracingEnabled": member(flag, "replace"),
    "/cacheClusterEnabled": member(flag, "replace"),
    "/cacheClusterSize": member(
      oneOf(CACHE_SIZES, () => badRequest(`Invalid cacheClusterSize. Must be one of: [${CACHE_SIZES.join(", ")}]`)),
      "replace",
    ),
    "/accessLogSettings": member(text, "remove"),
    "/accessLogSettings/destinationArn": member(destination, "add", "replace"),
    "/accessLogSettings/format": member(accessLog, "add", "replace"),
    "/canarySettings": member(text, "remove"),
    "/canarySettings/deploymentId": canary(text),
    "/canarySettings/percentTraffic": canary(readPercent),
    "/canarySettings/useStageCache": canary(flag),
    "/canarySettings/stageVariableOverrides/{variable_name}": {
      ...override,
      apply: (stage, patch) => override.apply(withCanary(stage), patch),
    },
    ...METHOD_SETTING_PATCHES,
    "/{resourcePath}/{httpMethod}": REMOVE_METHOD_SETTINGS,
  },
};
