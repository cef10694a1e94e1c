import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import { applyPatches } from "../patch/apply-patches.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { integer } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
const usagePatches: PatchTable = {
  words: namingPaths,
  paths: {
    "/remaining": member(
      integer({
        min: 0,
        max: Number.MAX_SAFE_INTEGER,
        refused: () => badRequest("Remaining quota must be a non-negative integer"),
      }),
      "replace",
    ),
  },
};

type Remaining = { readonly remaining?: number };

/** How many requests operations leave a key. @throws AwsError BadRequestException */
export const readRemaining = (operations: readonly PatchOperation[] | undefined): number | undefined =>
  applyPatches<Remaining>({}, operations, usagePatches).remaining;
