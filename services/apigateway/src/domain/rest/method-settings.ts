import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import type { Patch, PatchRule } from "../patch/patch-table.ts";
import { type JsonObject, valueAt, withValueAt } from "../patch/pointer.ts";
import { flag, integer, oneOf, type ReadValue } from "../patch/values.ts";
import type { StoredStage } from "./snapshot.ts";

/** The settings of all methods that have none of their own. */
const ALL_METHODS = "*/*";

/**
 * What AWS fills in where one of a method's settings is set, as recorded from it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: the rate and burst of an account
 */
const DEFAULTS: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
};

/**
 * What a stage sets for a method: its own settings, which are whole, or those of all methods. Keys are what the paths of
 * patches were: `~1pets~1{id}/GET` as AWS documents them, or `pets/{id}/GET` as Terraform has them.
 */
export function methodSettingOf(stage: StoredStage, path: string, httpMethod: string): MethodSetting | undefined {
  const settings = stage.methodSettings ?? {};
  return (
    settings[`${escaped(path)}/${httpMethod}`] ?? settings[`${path.slice(1)}/${httpMethod}`] ?? settings[ALL_METHODS]
  );
}

const escaped = (path: string): string => path.replaceAll("~", "~0").replaceAll("/", "~1");

/** The paths of a method's settings behind `/{resourcePath}/{httpMethod}`, the members that they are, and what they take. */
const MEMBERS: Readonly<Record<string, readonly [keyof MethodSetting, ReadValue]>> = {
  "metrics/enabled": ["metricsEnabled", flag],
  "logging/dataTrace": ["dataTraceEnabled", flag],
  "logging/loglevel": ["loggingLevel", oneOf(["OFF", "ERROR", "INFO"], refused)],
  // -1 takes the limit off.
  "throttling/burstLimit": ["throttlingBurstLimit", integer({ min: -1, max: 2 ** 31 - 1, refused })],
  "throttling/rateLimit": ["throttlingRateLimit", readRate],
  "caching/enabled": ["cachingEnabled", flag],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
  "caching/ttlInSeconds": ["cacheTtlInSeconds", integer({ min: 0, max: 3600, refused })],
  "caching/dataEncrypted": ["cacheDataEncrypted", flag],
  "caching/requireAuthorizationForCacheControl": ["requireAuthorizationForCacheControl", flag],
  "caching/unauthorizedCacheControlHeaderStrategy": [
    "unauthorizedCacheControlHeaderStrategy",
    oneOf(["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"], refused),
  ],
};

/** In words that nobody recorded from AWS. */
function refused(value: string | undefined) {
  return badRequest(`Invalid value specified for method setting: ${value ?? null}`);
}

function readRate(value: string | undefined): number {
  const rate = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  if (!(rate >= -1 && Number.isFinite(rate))) throw refused(value);
  return rate;
}

/** What may be patched of the settings of methods. */
export const METHOD_SETTING_PATCHES: Readonly<Record<string, PatchRule>> = Object.fromEntries(
  Object.entries(MEMBERS).map(([path, [name, read]]) => [
    `/{resourcePath}/{httpMethod}/${path}`,
    { ops: ["add", "replace"], apply: (stage: JsonObject, patch: Patch) => set(stage, patch, { name, read }) },
  ]),
);

type Member = { readonly name: keyof MethodSetting; readonly read: ReadValue };

function set(stage: JsonObject, patch: Patch, { name, read }: Member): JsonObject {
  const at = ["methodSettings", keyOf(patch)];
  // A method that has none of its own yet begins with those of all methods, as AWS's answers show.
  const current = valueAt(stage, at) ?? valueAt(stage, ["methodSettings", ALL_METHODS]) ?? DEFAULTS;
  return withValueAt(stage, at, { ...Object(current), [name]: read(patch.value, patch) });
}

/** All settings of a method at once. What is no other path that AWS knows is a method without settings to it. */
export const REMOVE_METHOD_SETTINGS: PatchRule = {
  ops: ["remove"],
  apply: (stage, patch) => {
    const at = ["methodSettings", keyOf(patch)];
    if (valueAt(stage, at) === undefined) throw noMethodSetting(patch.path);
    return withValueAt(stage, at, undefined);
  },
};

/** The space at its end is AWS's. */
export const noMethodSetting = (path: string) =>
  badRequest(
    `Cannot remove method setting ${path.replace(/^\//, "")} because there is no method setting for this method `,
  );

/** A path with escapes keeps them. */
function keyOf({ names: [path = "", httpMethod = ""] }: Patch): string {
  return `${path.startsWith("/") ? escaped(path) : path}/${httpMethod}`;
}

/**
 * Terraform does not escape the slashes of resources' paths: `/pets/{id}/GET/metrics/enabled` is made the one of
 * `pets/{id}`, `GET`.
 */
export function joinResourcePath(path: string): string {
  const parts = path.split("/").slice(1);
  const behind = MEMBERS[parts.slice(-2).join("/")] === undefined ? 1 : 3;
  const resource = parts.slice(0, -behind);
  const isOfMethod = resource.length > 1 && METHODS.has(parts.at(-behind) ?? "");
  return isOfMethod ? `/${[resource.join("~1"), ...parts.slice(-behind)].join("/")}` : path;
}

const METHODS = new Set(["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY", "*"]);
