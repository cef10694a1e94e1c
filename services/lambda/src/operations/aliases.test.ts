import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { findFunction } from "../find-function.ts";
import { keepVersions } from "../testing/keep-versions.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { DeleteAlias } from "./DeleteAlias.ts";
import { GetAlias } from "./GetAlias.ts";
import { ListAliases } from "./ListAliases.ts";
import { UpdateAlias } from "./UpdateAlias.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };
const arn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;

const keep = (name: string): Promise<void> => keepVersions(test().store, { place, name }, 2);

it("an alias names a version, and is shown as AWS shows it", async () => {
  await keep("alias-shown");
  const created = await test().call(CreateAlias, { FunctionName: "alias-shown", Name: "live", FunctionVersion: "1" });
  expect(created).toEqual({
    AliasArn: `${arn("alias-shown")}:live`,
    Name: "live",
    FunctionVersion: "1",
    Description: "",
    RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(await test().call(GetAlias, { FunctionName: arn("alias-shown"), Name: "live" })).toEqual(created);
});

it("an alias of two versions sends each invocation to one of them, by its weight", async () => {
  await keep("alias-routed");
  const RoutingConfig = { AdditionalVersionWeights: { 2: 1 } };
  const alias = { FunctionName: "alias-routed", Name: "canary", FunctionVersion: "1", RoutingConfig };
  expect((await test().call(CreateAlias, alias)).RoutingConfig).toEqual(RoutingConfig);
  const found = await findFunction({ name: "alias-routed:canary" }, place, test().store);
  expect(found.version.configuration.Version).toBe("2");
  await test().call(UpdateAlias, { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0 } } });
  const again = await findFunction({ name: "alias-routed", qualifier: "canary" }, place, test().store);
  expect(again.version.configuration.Version).toBe("1");
  expect(again.qualifiedArn).toBe(`${arn("alias-routed")}:canary`);
});

it("what an alias cannot point to is refused in AWS's words", async () => {
  await keep("alias-refused");
  const create = (more: object): Promise<string> =>
    refusal(test().call(CreateAlias, { FunctionName: "alias-refused", Name: "live", FunctionVersion: "1", ...more }));
  const missing = `ResourceNotFoundException: Function not found: ${arn("alias-refused")}:10`;
  expect(await create({ FunctionVersion: "10" })).toBe(missing);
  expect(await create({ RoutingConfig: { AdditionalVersionWeights: { 10: 0.5 } } })).toBe(missing);
  expect(await create({ FunctionName: "alias-nowhere" })).toBe(
    `ResourceNotFoundException: Function not found: ${arn("alias-nowhere")}:1`,
  );
  expect(await create({ FunctionVersion: "$LATEST", RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } } })).toBe(
    "InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version",
  );
  await test().call(CreateAlias, { FunctionName: "alias-refused", Name: "live", FunctionVersion: "$LATEST" });
  expect(await create({})).toBe(`ResourceConflictException: Alias already exists: ${arn("alias-refused")}:live`);
});

it("an update changes what it names, and clears the routing where it names none", async () => {
  await keep("alias-updated");
  const name = { FunctionName: "alias-updated", Name: "live" };
  const RoutingConfig = { AdditionalVersionWeights: { 2: 0.5 } };
  const { RevisionId } = await test().call(CreateAlias, {
    ...name,
    FunctionVersion: "1",
    Description: "d",
    RoutingConfig,
  });
  const described = await test().call(UpdateAlias, { ...name, Description: "e" });
  expect(described).toMatchObject({ FunctionVersion: "1", Description: "e", RoutingConfig });
  expect(described.RevisionId).not.toBe(RevisionId);
  expect(await refusal(test().call(UpdateAlias, { ...name, FunctionVersion: "2" }))).toContain(
    "Function version 2 is already included in routing configuration.",
  );
  const cleared = await test().call(UpdateAlias, { ...name, RoutingConfig: {}, FunctionVersion: "2" });
  expect(cleared).toMatchObject({ FunctionVersion: "2" });
  expect(cleared).not.toHaveProperty("RoutingConfig");
});

it("an update of an alias that has changed since is refused", async () => {
  await keep("alias-revisions");
  const name = { FunctionName: "alias-revisions", Name: "live" };
  const { RevisionId } = await test().call(CreateAlias, { ...name, FunctionVersion: "1" });
  await test().call(UpdateAlias, { ...name, RevisionId, Description: "changed" });
  expect(await refusal(test().call(UpdateAlias, { ...name, RevisionId, Description: "again" }))).toBe(
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
  );
});

it("an alias that is not there is not found, and is deleted all the same", async () => {
  await keep("alias-missing");
  const name = { FunctionName: "alias-missing", Name: "nope" };
  expect(await refusal(test().call(GetAlias, name))).toBe(
    `ResourceNotFoundException: Cannot find alias arn: ${arn("alias-missing")}:nope`,
  );
  expect(await refusal(test().call(UpdateAlias, { ...name, Description: "d" }))).toBe(
    `ResourceNotFoundException: Alias not found: ${arn("alias-missing")}:nope`,
  );
  expect(await test().call(DeleteAlias, name)).toEqual({});
  expect(await refusal(test().call(DeleteAlias, { ...name, FunctionName: "alias-nowhere" }))).toBe(
    `ResourceNotFoundException: Function not found: ${arn("alias-nowhere")}`,
  );
});

it("a deleted alias is not found any more, not even where it was remembered", async () => {
  await keep("alias-deleted");
  const name = { FunctionName: "alias-deleted", Name: "live" };
  await test().call(CreateAlias, { ...name, FunctionVersion: "1" });
  await findFunction({ name: "alias-deleted:live" }, place, test().store);
  await test().call(DeleteAlias, name);
  expect(await refusal(findFunction({ name: "alias-deleted:live" }, place, test().store))).toBe(
    `ResourceNotFoundException: Function not found: ${arn("alias-deleted")}:live`,
  );
});

async function list(more: object): Promise<{ names: unknown; marker: string | undefined }> {
  const { Aliases = [], NextMarker } = await test().call(ListAliases, { FunctionName: "alias-listed", ...more });
  return { names: Aliases.map(({ Name }) => Name), marker: NextMarker };
}

it("aliases are listed by their names, a page at a time, all or those of a version", async () => {
  await keep("alias-listed");
  for (const [Name, FunctionVersion] of [
    ["b", "1"],
    ["a", "2"],
    ["c", "1"],
  ] as const) {
    await test().call(CreateAlias, { FunctionName: "alias-listed", Name, FunctionVersion });
  }
  expect((await list({})).names).toEqual(["a", "b", "c"]);
  const first = await list({ MaxItems: 2 });
  expect(first.names).toEqual(["a", "b"]);
  expect(await list({ MaxItems: 2, Marker: first.marker })).toEqual({ names: ["c"], marker: undefined });
  const ofOne = await list({ FunctionVersion: "1", MaxItems: 1 });
  expect(ofOne.names).toEqual(["b"]);
  expect(await list({ FunctionVersion: "1", Marker: ofOne.marker })).toEqual({ names: ["c"], marker: undefined });
});
