import { badRequest } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { flag, nonEmpty } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";

const blankName = () => badRequest("Request Validator name cannot be blank");

/** @throws AwsError BadRequestException */
export function checkValidatorName(name: string | undefined): void {
  if (name === undefined || name.trim() === "") throw blankName();
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const requestValidatorPatches: PatchTable = {
  words: namingPaths,
  paths: {
    "/name": member(nonEmpty(blankName), "replace"),
    "/validateRequestParameters": member(flag, "replace"),
    "/validateRequestBody": member(flag, "replace"),
  },
};
