import type { BasePathMapping, PatchOperation } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../patch/apply-patches.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import { multiLevelBasePath } from "./errors.ts";
import type { StoredMapping } from "./stored-domain-name.ts";

/** How AWS calls the base path of a mapping that all paths are for. */
const NONE = "(none)";

/** @throws AwsError BadRequestException */
export function readBasePath(basePath: string | undefined): string {
  if (basePath === undefined || basePath === NONE) return "";
  if (basePath.includes("/")) throw multiLevelBasePath();
  return basePath;
}

/** The key of a mapping that a path of the API names; those of HTTP APIs may have several levels. */
export const namedBasePath = (basePath: string | undefined): string =>
  basePath === undefined || basePath === NONE ? "" : basePath;

export const describeBasePath = ({ key, apiId, stage }: StoredMapping): BasePathMapping => ({
  basePath: key === "" ? NONE : key,
  restApiId: apiId,
  ...(stage !== undefined && { stage }),
});

/** What operations make of a mapping. */
export function patchedMapping(mapping: StoredMapping, operations: readonly PatchOperation[] = []): StoredMapping {
  const { basePath, restApiId, stage } = applyPatches(describeBasePath(mapping), operations.map(withSpelling), PATCHES);
  return {
    apiMappingId: mapping.apiMappingId,
    key: basePath === undefined ? "" : basePath === mapping.key ? basePath : readBasePath(basePath),
    apiId: restApiId ?? "",
    ...(stage !== undefined && { stage }),
  };
}

/** AWS documents `/basepath` and `/restapiId`, and clients send the members' names, too. */
const withSpelling = (operation: PatchOperation): PatchOperation => ({
  ...operation,
  path: SPELLINGS.get(operation.path?.toLowerCase() ?? "") ?? operation.path,
});

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["/basepath", "/basePath"],
  ["/restapiid", "/restApiId"],
]);

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateBasePathMapping-Patch */
const PATCHES: PatchTable = {
  words: namingPaths,
  paths: {
    "/basePath": member(text, "replace"),
    "/restApiId": member(text, "replace"),
    "/stage": member(text, "replace"),
  },
};
