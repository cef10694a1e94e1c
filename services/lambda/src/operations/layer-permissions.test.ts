import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { layerVersionRows } from "../store/layers.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { AddLayerVersionPermission } from "./AddLayerVersionPermission.ts";
import { GetLayerVersionPolicy } from "./GetLayerVersionPolicy.ts";
import { RemoveLayerVersionPermission } from "./RemoveLayerVersionPermission.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };
const arn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:layer:${name}`;

/** A version of a layer, as PublishLayerVersion keeps it. */
async function keep(name: string): Promise<{ LayerName: string; VersionNumber: number }> {
  const code = { kind: "zip", blob: "none", sha256: "none", size: 0 } as const;
  await test().store.change(place, async (rows) => {
    rows.put(layerVersionRows, { code, createdDate: "", description: "" }, name, 1);
  });
  return { LayerName: name, VersionNumber: 1 };
}

const forAll = { Action: "lambda:GetLayerVersion", Principal: "*", StatementId: "s1" };

it("a permission lets others use a version of a layer", async () => {
  const layer = await keep("shared");
  const added = await test().call(AddLayerVersionPermission, { ...layer, ...forAll });
  expect(added.Statement).toBe(
    `{"Sid":"s1","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"${arn("shared")}:1"}`,
  );
  expect(await test().call(GetLayerVersionPolicy, { ...layer, LayerName: arn("shared") })).toEqual({
    Policy: `{"Version":"2012-10-17","Id":"default","Statement":[${added.Statement}]}`,
    RevisionId: added.RevisionId,
  });
});

it("each permission makes another revision, which a change may name", async () => {
  const layer = await keep("revised");
  const { RevisionId } = await test().call(AddLayerVersionPermission, { ...layer, ...forAll });
  const second = { ...layer, ...forAll, StatementId: "s2", RevisionId };
  await test().call(AddLayerVersionPermission, second);
  const words =
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id";
  expect(await refusal(test().call(AddLayerVersionPermission, { ...second, StatementId: "s3" }))).toBe(words);
  const remove = { ...layer, StatementId: "s2", RevisionId };
  expect(await refusal(test().call(RemoveLayerVersionPermission, remove))).toBe(words);
  await test().call(RemoveLayerVersionPermission, { ...layer, StatementId: "s2" });
  const { Policy = "" } = await test().call(GetLayerVersionPolicy, layer);
  expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Sid: "s1" }] });
});

it("what is not there is refused in AWS's words", async () => {
  const layer = await keep("refused");
  expect(await refusal(test().call(GetLayerVersionPolicy, layer))).toBe(
    "ResourceNotFoundException: No policy is associated with the given resource.",
  );
  const missing = { LayerName: "refused", VersionNumber: 2 };
  const words = `ResourceNotFoundException: Layer version ${arn("refused")}:2 does not exist.`;
  expect(await refusal(test().call(GetLayerVersionPolicy, missing))).toBe(words);
  expect(await refusal(test().call(AddLayerVersionPermission, { ...missing, ...forAll }))).toBe(words);
  expect(await refusal(test().call(RemoveLayerVersionPermission, { ...missing, StatementId: "s1" }))).toBe(words);
  await test().call(AddLayerVersionPermission, { ...layer, ...forAll });
  expect(await refusal(test().call(AddLayerVersionPermission, { ...layer, ...forAll }))).toBe(
    "ResourceConflictException: The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.",
  );
  expect(await refusal(test().call(RemoveLayerVersionPermission, { ...layer, StatementId: "nope" }))).toBe(
    "ResourceNotFoundException: Statement nope is not found in resource policy.",
  );
});
