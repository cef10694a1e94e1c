import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { keepVersions } from "../testing/keep-versions.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { AddPermission } from "./AddPermission.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { DeleteResourcePolicy } from "./DeleteResourcePolicy.ts";
import { GetAlias } from "./GetAlias.ts";
import { GetPolicy } from "./GetPolicy.ts";
import { GetResourcePolicy } from "./GetResourcePolicy.ts";
import { PutResourcePolicy } from "./PutResourcePolicy.ts";
import { RemovePermission } from "./RemovePermission.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };
const arn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;

const keep = (name: string): Promise<void> => keepVersions(test().store, { place, name }, 1);

const forS3 = { StatementId: "s3", Action: "lambda:InvokeFunction", Principal: "s3.amazonaws.com" };

it("a permission is a statement of the function's policy", async () => {
  await keep("permission");
  const { Statement = "" } = await test().call(AddPermission, {
    ...forS3,
    FunctionName: "permission",
    SourceArn: "arn:aws:s3:::bucket",
  });
  const { Policy = "", RevisionId } = await test().call(GetPolicy, { FunctionName: "permission" });
  expect(JSON.parse(Statement)).toEqual({
    Sid: "s3",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: arn("permission"),
    Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::bucket" } },
  });
  expect(Policy).toBe(`{"Version":"2012-10-17","Id":"default","Statement":[${Statement}]}`);
  const latest = await test().store.functions.readVersion({ place, name: "permission", version: "$LATEST" });
  // Recorded: the policy's revision is the function's.
  expect(RevisionId).toBe(latest?.configuration.RevisionId);
});

it("function, version and alias have policies of their own", async () => {
  await keep("permission-own");
  await test().call(CreateAlias, { FunctionName: "permission-own", Name: "live", FunctionVersion: "1" });
  for (const Qualifier of [undefined, "1", "live"]) {
    const named = { FunctionName: "permission-own", Qualifier };
    expect(await refusal(test().call(GetPolicy, named))).toBe(
      "ResourceNotFoundException: The resource you requested does not exist.",
    );
    await test().call(AddPermission, { ...forS3, ...named });
    const { Policy = "" } = await test().call(GetPolicy, named);
    const resource = `${arn("permission-own")}${Qualifier === undefined ? "" : `:${Qualifier}`}`;
    expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Resource: resource }] });
  }
});

it("a permission makes another revision of its alias, and of nothing else", async () => {
  await keep("permission-revision");
  const name = { FunctionName: "permission-revision", Name: "live" };
  const { RevisionId } = await test().call(CreateAlias, { ...name, FunctionVersion: "1" });
  const add = { ...forS3, FunctionName: "permission-revision", Qualifier: "live" };
  const before = await test().store.functions.readVersion({ place, name: "permission-revision", version: "1" });
  await test().call(AddPermission, { ...add, RevisionId });
  const { RevisionId: after } = await test().call(GetAlias, name);
  expect(after).not.toBe(RevisionId);
  const words =
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id";
  expect(await refusal(test().call(AddPermission, { ...add, StatementId: "b", RevisionId }))).toBe(words);
  const remove = { FunctionName: "permission-revision", Qualifier: "live", StatementId: "s3" };
  expect(await refusal(test().call(RemovePermission, { ...remove, RevisionId }))).toBe(words);
  await test().call(RemovePermission, { ...remove, RevisionId: after });
  expect(await test().store.functions.readVersion({ place, name: "permission-revision", version: "1" })).toEqual(
    before,
  );
});

it("what has no policy, or cannot have one, is refused in AWS's words", async () => {
  await keep("permission-refused");
  const add = (more: object): Promise<string> =>
    refusal(test().call(AddPermission, { ...forS3, FunctionName: "permission-refused", ...more }));
  const FunctionName = "permission-refused";
  expect(await add({ FunctionName: "doesnotexist" })).toBe(
    `ResourceNotFoundException: Function not found: ${arn("doesnotexist")}`,
  );
  expect(await add({ Qualifier: "$LATEST" })).toBe(
    "InvalidParameterValueException: We currently do not support adding policies for $LATEST.",
  );
  expect(await add({ Qualifier: "42" })).toBe(`ResourceNotFoundException: Function not found: ${arn(FunctionName)}:42`);
  expect(await add({ Qualifier: "nope" })).toBe(
    `ResourceNotFoundException: Cannot find alias arn: ${arn(FunctionName)}:nope`,
  );
  expect(await add({ Qualifier: "valid-with-$" })).toBe(
    `ResourceNotFoundException: Function not found: ${arn(FunctionName)}:valid-with-$`,
  );
  const remove = (more: object): Promise<string> =>
    refusal(test().call(RemovePermission, { FunctionName, StatementId: "s3", ...more }));
  expect(await remove({})).toBe("ResourceNotFoundException: No policy is associated with the given resource.");
  expect(await remove({ FunctionName: "doesnotexist" })).toBe(
    `ResourceNotFoundException: No policy found for: ${arn("doesnotexist")}`,
  );
  await test().call(AddPermission, { ...forS3, FunctionName });
  expect(await add({})).toBe(
    "ResourceConflictException: The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.",
  );
  expect(await remove({ StatementId: "nope" })).toBe(
    "ResourceNotFoundException: Statement nope is not found in resource policy.",
  );
  expect(await refusal(test().call(GetPolicy, { FunctionName: "doesnotexist" }))).toBe(
    `ResourceNotFoundException: Function not found: ${arn("doesnotexist")}`,
  );
});

it("the policy is gone with its last permission", async () => {
  await keep("permission-last");
  const named = { FunctionName: "permission-last" };
  await test().call(AddPermission, { ...forS3, ...named });
  await test().call(RemovePermission, { ...named, StatementId: "s3" });
  expect(await refusal(test().call(GetPolicy, named))).toContain("The resource you requested does not exist.");
});

it("a policy that is put replaces all permissions, and is deleted as a whole", async () => {
  await keep("policy-put");
  await test().call(AddPermission, { ...forS3, FunctionName: "policy-put" });
  const statement = {
    Sid: "others",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: ["lambda:InvokeFunction", "lambda:GetFunction"],
    Resource: arn("policy-put"),
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const ResourceArn = arn("policy-put");
  const put = await test().call(PutResourcePolicy, { ResourceArn, Policy });
  expect(put.Policy).toBe(Policy);
  expect(await test().call(GetResourcePolicy, { ResourceArn })).toEqual(put);
  expect(await test().call(GetPolicy, { FunctionName: "policy-put" })).toEqual(put);
  const wrong = "00000000-0000-4000-8000-000000000000";
  expect(await refusal(test().call(DeleteResourcePolicy, { ResourceArn, RevisionId: wrong }))).toContain(
    "PreconditionFailedException",
  );
  await test().call(DeleteResourcePolicy, { ResourceArn, RevisionId: put.RevisionId });
  expect(await refusal(test().call(GetResourcePolicy, { ResourceArn }))).toContain("ResourceNotFoundException");
});

it("a policy that is put is checked", async () => {
  await keep("policy-checked");
  const ResourceArn = arn("policy-checked");
  const put = (more: object): Promise<string> => {
    const statement = { Effect: "Allow", Principal: "*", Action: "lambda:*", Resource: ResourceArn, ...more };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return refusal(test().call(PutResourcePolicy, { ResourceArn, Policy }));
  };
  expect(await put({ Action: "s3:GetObject" })).toContain("InvalidParameterValueException");
  expect(await put({ Resource: arn("another") })).toContain("InvalidParameterValueException");
  expect(await put({ Principal: undefined })).toContain("Missing required field Principal");
  expect(await refusal(test().call(PutResourcePolicy, { ResourceArn, Policy: "{" }))).toContain(
    "InvalidParameterValueException",
  );
});
