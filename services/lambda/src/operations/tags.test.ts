import { refusal, testCall, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newFunction } from "../testing/new-function.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateCodeSigningConfig } from "./CreateCodeSigningConfig.ts";
import { ListTags } from "./ListTags.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";

const test = useLambda();

it("a function's tags are those that it was made with, and what was added and taken away since", async () => {
  const { arn: Resource, as } = await newFunction(test(), { Tags: { a: "1", b: "2" } });
  await test().call(TagResource, { Resource, Tags: { b: "3", c: "4" } }, as);
  expect(await test().call(ListTags, { Resource }, as)).toEqual({ Tags: { a: "1", b: "3", c: "4" } });
  await test().call(UntagResource, { Resource, TagKeys: ["a", "not there"] }, as);
  expect(await test().call(ListTags, { Resource }, as)).toEqual({ Tags: { b: "3", c: "4" } });
});

it("code signing configurations have tags, too", async () => {
  const as = { account: uniqueAccount() };
  const AllowedPublishers = { SigningProfileVersionArns: [] };
  const made = await test().call(CreateCodeSigningConfig, { AllowedPublishers, Tags: { a: "1" } }, as);
  const Resource = made.CodeSigningConfig?.CodeSigningConfigArn ?? "";
  await test().call(TagResource, { Resource, Tags: { b: "2" } }, as);
  await test().call(UntagResource, { Resource, TagKeys: ["a"] }, as);
  expect(await test().call(ListTags, { Resource }, as)).toEqual({ Tags: { b: "2" } });
});

it("what is not there has no tags, in the words of what it would be", async () => {
  const as = { account: uniqueAccount() };
  const arn = (resource: string): string => `arn:aws:lambda:us-east-1:${as.account}:${resource}`;
  const uuid = "00000000-0000-4000-8000-000000000000";
  for (const [resource, words] of [
    ["function:none", "Function not found: "],
    [`event-source-mapping:${uuid}`, "Event source mapping not found: "],
    ["capacity-provider:none", "Capacity provider not found: "],
  ] as const) {
    const refused = `ResourceNotFoundException: ${words}${arn(resource)}`;
    expect(await refusal(test().call(ListTags, { Resource: arn(resource) }, as))).toBe(refused);
    expect(await refusal(test().call(TagResource, { Resource: arn(resource), Tags: { a: "1" } }, as))).toBe(refused);
    expect(await refusal(test().call(UntagResource, { Resource: arn(resource), TagKeys: ["a"] }, as))).toBe(refused);
  }
});

it("what is in another region has no tags to who asks here", async () => {
  const { arn: Resource, as } = await newFunction(test(), { Tags: { a: "1" } });
  const AllowedPublishers = { SigningProfileVersionArns: [] };
  const { CodeSigningConfig } = await test().call(CreateCodeSigningConfig, { AllowedPublishers }, as);
  const configArn = CodeSigningConfig?.CodeSigningConfigArn ?? "";
  const { store } = test();
  const away = testCall({ as, region: "eu-west-1" });
  const elsewhere =
    "ResourceNotFoundException: Functions from 'us-east-1' are not reachable in this region ('eu-west-1')";
  expect(await refusal(ListTags({ Resource }, away, store))).toBe(elsewhere);
  expect(await refusal(TagResource({ Resource, Tags: { b: "2" } }, away, store))).toBe(elsewhere);
  expect(await refusal(UntagResource({ Resource, TagKeys: ["a"] }, away, store))).toBe(elsewhere);
  expect(await refusal(TagResource({ Resource: configArn, Tags: { b: "2" } }, away, store))).toBe(
    `ResourceNotFoundException: The Lambda code signing configuration ${configArn} can not be found.`,
  );
  expect(await test().call(ListTags, { Resource }, as)).toEqual({ Tags: { a: "1" } });
});

it("versions and aliases have none", async () => {
  const { arn, as } = await newFunction(test());
  expect(await refusal(test().call(ListTags, { Resource: `${arn}:$LATEST` }, as))).toBe(
    "InvalidParameterValueException: Tags on function aliases and versions are not supported. Please specify a function ARN.",
  );
});

it("fifty are the most", async () => {
  const { arn: Resource, as } = await newFunction(test());
  const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key${at}`, ""]));
  await test().call(TagResource, { Resource, Tags }, as);
  expect(await refusal(test().call(TagResource, { Resource, Tags: { more: "" } }, as))).toBe(
    "InvalidParameterValueException: Number of tags exceeds resource tag limit.",
  );
});
