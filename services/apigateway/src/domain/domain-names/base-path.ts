import type { BasePathMapping } from "@aws-sdk/client-api-gateway";
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

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateBasePathMapping-Patch */
export const BASE_PATH_PATCHES: PatchTable = {
  words: namingPaths,
  paths: {
    "/basePath": member(text, "replace"),
    "/restapiId": member(text, "replace"),
    "/stage": member(text, "replace"),
  },
};
