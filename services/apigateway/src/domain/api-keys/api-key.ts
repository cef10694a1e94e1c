import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { type AwsError, type Ids, randomText } from "@skylab/aws";
import { badRequest, conflict, notFound } from "../errors.ts";
import { API_ID_LENGTH, newId } from "../new-id.ts";
import type { PatchRule, PatchTable } from "../patch/patch-table.ts";
import { member, valueElement } from "../patch/rules.ts";
import { flag, text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import { wholeSeconds } from "../whole-seconds.ts";
import type { StoredApiKey } from "./stored-api-key.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html */
const MIN_VALUE_LENGTH = 20;
export const MAX_VALUE_LENGTH = 128;
const MAX_NAME_LENGTH = 1024;

/** AWS names a limit, and not which: that of descriptions in CloudFormation. */
const MAX_DESCRIPTION_LENGTH = 125_000;

/** AWS makes values of so many letters and digits. */
const MADE_VALUE_LENGTH = 40;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export const noSuchApiKey = (): AwsError => notFound("Invalid API Key identifier specified");

export const apiKeyExists = (): AwsError => conflict("API Key already exists");

/** @throws AwsError BadRequestException */
export function checkApiKey({ description, name }: Pick<ApiKey, "description" | "name">): void {
  if (name !== undefined && name.length > MAX_NAME_LENGTH) {
    throw badRequest(`Invalid API Key name, can be at most ${MAX_NAME_LENGTH} characters.`);
  }
  if (description !== undefined && description.length > MAX_DESCRIPTION_LENGTH) {
    throw badRequest("Invalid API Key description specified.");
  }
}

/** @throws AwsError BadRequestException */
export function checkValue(value: string): void {
  if (value.length < MIN_VALUE_LENGTH) {
    throw badRequest(`API Key value should be at least ${MIN_VALUE_LENGTH} characters`);
  }
  if (value.length > MAX_VALUE_LENGTH) {
    throw badRequest(`API Key value exceeds maximum size of ${MAX_VALUE_LENGTH} characters`);
  }
}

/** What is asked for, with AWS's defaults. */
export function newApiKey(
  asked: Omit<ApiKey, "id" | "createdDate" | "lastUpdatedDate">,
  { ids, now }: { readonly ids: Ids; readonly now: number },
): StoredApiKey {
  const { enabled = false, stageKeys = [], value = randomText(ids, ALPHABET, MADE_VALUE_LENGTH), ...rest } = asked;
  const createdDate = wholeSeconds(now);
  const id = newId(ids, API_ID_LENGTH);
  return { ...rest, id, value, enabled, stageKeys, createdDate, lastUpdatedDate: createdDate };
}

/** A key as it is told where a list has it, and where it is new: its tags only where it has some. */
export function listedApiKey({ value, ...key }: StoredApiKey, includeValue: boolean): ApiKey {
  const { createdDate = 0, lastUpdatedDate = createdDate, tags = {}, ...rest } = key;
  return {
    ...rest,
    ...(includeValue && { value }),
    ...(Object.keys(tags).length > 0 && { tags }),
    createdDate: new Date(createdDate),
    lastUpdatedDate: new Date(lastUpdatedDate),
  };
}

/** A key as it is told alone. */
export const describeApiKey = (key: StoredApiKey, includeValue: boolean): ApiKey => ({
  ...listedApiKey(key, includeValue),
  tags: key.tags ?? {},
});

/** Stages are patched by another name than they are told by. */
const stages: PatchRule = valueElement();
const stageKeys: PatchRule = {
  ...stages,
  apply: (key, patch) => {
    const changed = stages.apply(key, { ...patch, parts: ["stageKeys"] });
    return { ...changed, stageKeys: changed["stageKeys"] ?? [] };
  },
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const apiKeyPatches: PatchTable = {
  words: namingPaths,
  paths: {
    "/description": member(text, "replace"),
    "/enabled": member(flag, "replace"),
    "/name": member(text, "replace"),
    "/customerId": member(text, "replace"),
    "/stages": stageKeys,
  },
};
