import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListAliasesCommand,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { refusal, type TestFunction, useLambda, zipOf } from "./lambda.ts";

const lambda = useLambda();

const saying = (word: string): string => `export const handler = async () => "${word}";`;

const WAIT_SECONDS = 60;

/** A function whose version 1 says `one`, and whose version 2 says `two`. */
async function ofTwoVersions(): Promise<TestFunction> {
  const made = await lambda.createFunction(saying("one"));
  const { client, name: FunctionName } = made;
  await client.send(new PublishVersionCommand({ FunctionName }));
  await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zipOf(saying("two")) }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: WAIT_SECONDS, minDelay: 1, maxDelay: 1 }, { FunctionName });
  await client.send(new PublishVersionCommand({ FunctionName }));
  return made;
}

it("an alias invokes the version that it points to, and another one when it is moved", async () => {
  const { client, invoke, name: FunctionName } = await ofTwoVersions();
  const alias = { FunctionName, Name: "live" };
  await client.send(new CreateAliasCommand({ ...alias, FunctionVersion: "1" }));
  expect(await invoke({}, { Qualifier: "live" })).toMatchObject({ payload: "one", version: "1" });
  await client.send(new UpdateAliasCommand({ ...alias, FunctionVersion: "2" }));
  await soon(async () => {
    expect(await invoke({}, { Qualifier: "live" })).toMatchObject({ payload: "two", version: "2" });
  });
  await client.send(new DeleteAliasCommand(alias));
  expect(await refusal(client.send(new GetAliasCommand(alias)))).toContain("ResourceNotFoundException");
  await soon(async () => {
    expect(await refusal(invoke({}, { Qualifier: "live" }))).toContain("ResourceNotFoundException: Function not found");
  });
});

it("an alias of two versions sends invocations to both, by their weights", async () => {
  const { client, invoke, name: FunctionName } = await ofTwoVersions();
  const RoutingConfig = { AdditionalVersionWeights: { 2: 0.5 } };
  const made = await client.send(
    new CreateAliasCommand({ FunctionName, Name: "canary", FunctionVersion: "1", RoutingConfig }),
  );
  expect(made.RoutingConfig).toEqual(RoutingConfig);
  const said = new Set<unknown>();
  // Forty times the same of two would be a chance of one to a trillion.
  for (let at = 0; at < 40 && said.size < 2; at++) said.add((await invoke({}, { Qualifier: "canary" })).payload);
  expect(said).toEqual(new Set(["one", "two"]));
});

it("a weight of more than one is refused in AWS's words", async () => {
  const { client, name: FunctionName } = await lambda.createFunction(saying("one"));
  const RoutingConfig = { AdditionalVersionWeights: { 2: 2 } };
  const asked = new CreateAliasCommand({ FunctionName, Name: "canary", FunctionVersion: "1", RoutingConfig });
  expect(await refusal(client.send(asked))).toBe(
    "ValidationException: 1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
  );
});

it("aliases are listed a page at a time", async () => {
  const { client, name: FunctionName } = await lambda.createFunction(saying("one"));
  for (const Name of ["c", "a", "b"]) {
    await client.send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion: "$LATEST" }));
  }
  const first = await client.send(new ListAliasesCommand({ FunctionName, MaxItems: 2 }));
  const rest = await client.send(new ListAliasesCommand({ FunctionName, MaxItems: 2, Marker: first.NextMarker }));
  expect([...(first.Aliases ?? []), ...(rest.Aliases ?? [])].map(({ Name }) => Name)).toEqual(["a", "b", "c"]);
  expect(rest.NextMarker).toBeUndefined();
});

it("what is provisioned for an alias is kept warm, and comes into use", async () => {
  const { client, invoke, name: FunctionName } = await ofTwoVersions();
  await client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "2" }));
  const named = { FunctionName, Qualifier: "live" };
  const put = new PutProvisionedConcurrencyConfigCommand({ ...named, ProvisionedConcurrentExecutions: 1 });
  expect((await client.send(put)).Status).toBe("IN_PROGRESS");
  await soon(async () => {
    expect(await client.send(new GetProvisionedConcurrencyConfigCommand(named))).toMatchObject({
      Status: "READY",
      AvailableProvisionedConcurrentExecutions: 1,
    });
  });
  expect(await invoke({}, { Qualifier: "live" })).toMatchObject({ payload: "two" });
});
