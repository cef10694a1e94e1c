import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateRequestValidator } from "./CreateRequestValidator.ts";
import { DeleteRequestValidator } from "./DeleteRequestValidator.ts";
import { GetRequestValidator } from "./GetRequestValidator.ts";
import { GetRequestValidators } from "./GetRequestValidators.ts";
import { PutMethod } from "./PutMethod.ts";
import { UpdateRequestValidator } from "./UpdateRequestValidator.ts";

const test = useApigateway();
const noValidator = "NotFoundException: Invalid Request Validator identifier specified";

async function newValidator() {
  const { as, restApiId, rootId } = await newRestApi(test());
  const validator = await test().call(CreateRequestValidator, { restApiId, name: "all" }, as);
  const at = { restApiId, requestValidatorId: validator.id ?? "" };
  const update = (...patchOperations: readonly PatchOperation[]) =>
    test().call(UpdateRequestValidator, { ...at, patchOperations: [...patchOperations] }, as);
  return { as, at, rootId, update, validator };
}

it("a request validator is made, told, changed and deleted", async () => {
  const { as, at, update, validator } = await newValidator();
  expect(validator).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{6}$/),
    name: "all",
    validateRequestBody: false,
    validateRequestParameters: false,
  });
  expect(await test().call(GetRequestValidator, at, as)).toEqual(validator);
  expect(await test().call(GetRequestValidators, at, as)).toEqual({ items: [validator] });
  const changed = await update({ op: "replace", path: "/validateRequestBody", value: "true" });
  expect(changed).toEqual({ ...validator, validateRequestBody: true });
  expect(await update({ op: "replace", path: "/validateRequestBody" })).toEqual(validator);
  await test().call(DeleteRequestValidator, at, as);
  expect(await refusal(test().call(GetRequestValidator, at, as))).toBe(noValidator);
  expect(await refusal(test().call(DeleteRequestValidator, at, as))).toBe(noValidator);
});

it("what cannot be a request validator is refused in AWS's words", async () => {
  const { as, at, update } = await newValidator();
  const nowhere = { ...at, restApiId: "api_id" };
  expect(await refusal(test().call(CreateRequestValidator, { restApiId: "api_id", name: "a" }, as))).toBe(
    "BadRequestException: Invalid REST API identifier specified",
  );
  expect(await refusal(test().call(GetRequestValidators, nowhere, as))).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:api_id`,
  );
  expect(await refusal(test().call(GetRequestValidator, nowhere, as))).toBe(noValidator);
  for (const op of ["add", "remove"] as const) {
    expect(await refusal(update({ op, path: "/validateRequestBody", value: "true" }))).toBe(
      `BadRequestException: Invalid patch path  '/validateRequestBody' specified for op '${op}'. Please choose supported operations`,
    );
  }
  expect(await refusal(update({ op: "replace", path: "/invalidPath", value: "true" }))).toBe(
    "BadRequestException: Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
  );
  expect(await refusal(update({ op: "replace", path: "/name", value: "" }))).toBe(
    "BadRequestException: Request Validator name cannot be blank",
  );
});

it("a request validator stays as long as a method names it", async () => {
  const { as, at, rootId: resourceId } = await newValidator();
  await test().call(PutMethod, { ...at, resourceId, httpMethod: "GET", authorizationType: "NONE" }, as);
  expect(await refusal(test().call(DeleteRequestValidator, at, as))).toContain("ConflictException: Cannot delete");
});
