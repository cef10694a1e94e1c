import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { findFunction, readFunction } from "./find-function.ts";
import { CreateAlias } from "./operations/CreateAlias.ts";
import { DeleteFunction } from "./operations/DeleteFunction.ts";
import { PublishVersion } from "./operations/PublishVersion.ts";
import { UpdateFunctionConfiguration } from "./operations/UpdateFunctionConfiguration.ts";
import { newFunction } from "./testing/new-function.ts";
import { useLambda } from "./testing/use-lambda.ts";

const test = useLambda();

it("a function is found with its ARNs, its qualifier, and the version that it means", async () => {
  const { arn, as, FunctionName, place } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  await test().call(CreateAlias, { FunctionName, Name: "live", FunctionVersion: "1" }, as);
  for (const naming of [{ name: `${arn}:live` }, { name: "work:live" }, { name: "work", qualifier: "live" }]) {
    const found = await findFunction(naming, place, test().store);
    expect(found).toMatchObject({ place, name: "work", arn, qualifier: "live", qualifiedArn: `${arn}:live` });
    expect(found.version.configuration.Version).toBe("1");
  }
  const bare = await findFunction({ name: "work" }, place, test().store);
  expect(bare).toMatchObject({ qualifier: undefined, qualifiedArn: arn });
  expect(bare.version.configuration.Version).toBe("$LATEST");
});

it("what was changed is found at once in the process that changed it, and what was deleted no more", async () => {
  const { arn, as, FunctionName, place } = await newFunction(test());
  await findFunction({ name: FunctionName }, place, test().store);
  await test().call(UpdateFunctionConfiguration, { FunctionName, Timeout: 77 }, as);
  const changed = await findFunction({ name: FunctionName }, place, test().store);
  expect(changed.version.configuration.Timeout).toBe(77);
  await test().call(DeleteFunction, { FunctionName }, as);
  expect(await refusal(findFunction({ name: FunctionName }, place, test().store))).toBe(
    `ResourceNotFoundException: Function not found: ${arn}`,
  );
});

it("of an alias with two versions one runs by its weight, and the first is shown", async () => {
  const { as, FunctionName, place } = await newFunction(test());
  await test().call(PublishVersion, { FunctionName }, as);
  await test().call(UpdateFunctionConfiguration, { FunctionName, Timeout: 9 }, as);
  await test().call(PublishVersion, { FunctionName }, as);
  const alias = { FunctionName, Name: "canary", FunctionVersion: "1" };
  await test().call(CreateAlias, { ...alias, RoutingConfig: { AdditionalVersionWeights: { "2": 1 } } }, as);
  const naming = { name: FunctionName, qualifier: "canary" };
  const run = await findFunction(naming, place, test().store);
  const shown = await readFunction(naming, place, test().store);
  expect([run, shown].map(({ version }) => version.configuration.Version)).toEqual(["2", "1"]);
});

it("a function of another account is found by its ARN", async () => {
  const { arn, place } = await newFunction(test());
  const here = { account: "999988887777", region: place.region };
  expect(await findFunction({ name: arn }, here, test().store)).toMatchObject({ place });
});
