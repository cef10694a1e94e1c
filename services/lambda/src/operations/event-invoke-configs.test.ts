import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { keepVersions } from "../testing/keep-versions.ts";
import { useLambda } from "../testing/use-lambda.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { DeleteFunctionEventInvokeConfig } from "./DeleteFunctionEventInvokeConfig.ts";
import { GetFunctionEventInvokeConfig } from "./GetFunctionEventInvokeConfig.ts";
import { ListFunctionEventInvokeConfigs } from "./ListFunctionEventInvokeConfigs.ts";
import { PutFunctionEventInvokeConfig } from "./PutFunctionEventInvokeConfig.ts";
import { UpdateFunctionEventInvokeConfig } from "./UpdateFunctionEventInvokeConfig.ts";

const test = useLambda();
const place = { account: "111122223333", region: "us-east-1" };
const arn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:failed";

const notConfigured = (name: string): string =>
  `ResourceNotFoundException: The function ${arn(name)}:$LATEST doesn't have an EventInvokeConfig`;

const keep = (name: string): Promise<void> => keepVersions(test().store, { place, name }, 1);

it("a configuration is of $LATEST where nothing else is named, and shown as AWS shows it", async () => {
  await keep("config");
  const put = await test().call(PutFunctionEventInvokeConfig, { FunctionName: "config", MaximumRetryAttempts: 0 });
  expect(put).toEqual({
    FunctionArn: `${arn("config")}:$LATEST`,
    LastModified: expect.any(Date),
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  });
  const named = { FunctionName: "config", Qualifier: "$LATEST" };
  expect(await test().call(GetFunctionEventInvokeConfig, named)).toEqual(put);
  expect(await test().store.eventInvokeConfigs.find({ place, name: "config" })).toMatchObject({ maxRetries: 0 });
});

it("a put replaces everything, an update changes what it names", async () => {
  await keep("config-changed");
  const FunctionName = "config-changed";
  const DestinationConfig = { OnFailure: { Destination: QUEUE } };
  const put = { FunctionName, MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60, DestinationConfig };
  await test().call(PutFunctionEventInvokeConfig, put);
  const updated = await test().call(UpdateFunctionEventInvokeConfig, { FunctionName, MaximumRetryAttempts: 2 });
  expect(updated).toMatchObject({
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnFailure: { Destination: QUEUE }, OnSuccess: {} },
  });
  const again = await test().call(PutFunctionEventInvokeConfig, { FunctionName, MaximumEventAgeInSeconds: 120 });
  expect(again).toMatchObject({ MaximumEventAgeInSeconds: 120, DestinationConfig: { OnFailure: {} } });
  expect(again).not.toHaveProperty("MaximumRetryAttempts");
});

it("function, version and alias are configured for themselves, and listed in their order", async () => {
  await keep("config-own");
  await test().call(CreateAlias, { FunctionName: "config-own", Name: "live", FunctionVersion: "1" });
  for (const FunctionName of ["config-own:live", "config-own:1", "config-own"]) {
    await test().call(PutFunctionEventInvokeConfig, { FunctionName, MaximumRetryAttempts: 1 });
  }
  const list = { FunctionName: "config-own", MaxItems: 2 };
  const { FunctionEventInvokeConfigs: first = [], NextMarker } = await test().call(
    ListFunctionEventInvokeConfigs,
    list,
  );
  const { FunctionEventInvokeConfigs: rest = [] } = await test().call(ListFunctionEventInvokeConfigs, {
    ...list,
    Marker: NextMarker,
  });
  const arns = [...first, ...rest].map(({ FunctionArn }) => FunctionArn);
  expect(arns).toEqual([`${arn("config-own")}:$LATEST`, `${arn("config-own")}:1`, `${arn("config-own")}:live`]);
  const found = await test().store.eventInvokeConfigs.find({ place, name: "config-own" }, "live");
  expect(found).toMatchObject({ maxRetries: 1 });
  await test().call(DeleteFunctionEventInvokeConfig, { FunctionName: "config-own", Qualifier: "live" });
  expect(await test().store.eventInvokeConfigs.find({ place, name: "config-own" }, "live")).toBeUndefined();
});

it("what cannot be configured is refused in AWS's words", async () => {
  await keep("config-refused");
  await keep("config-other");
  const put = (more: object): Promise<string> =>
    refusal(test().call(PutFunctionEventInvokeConfig, { FunctionName: "config-refused", ...more }));
  const to = (Destination: string): Promise<string> => put({ DestinationConfig: { OnSuccess: { Destination } } });
  expect(await put({})).toBe(
    "InvalidParameterValueException: You must specify at least one of error handling or destination setting.",
  );
  const missing = "ResourceNotFoundException: The function doesn't exist.";
  expect(await put({ FunctionName: "doesnotexist", MaximumRetryAttempts: 1 })).toBe(missing);
  expect(await put({ Qualifier: "nope", MaximumRetryAttempts: 1 })).toBe(missing);
  expect(await to(arn("doesnotexist"))).toBe(
    `InvalidParameterValueException: The destination ARN ${arn("doesnotexist")} is invalid.`,
  );
  expect(await to(arn("config-refused"))).toBe(
    "InvalidParameterValueException: You can't specify the function as a destination for itself.",
  );
  const DestinationConfig = { OnSuccess: { Destination: arn("config-other") } };
  const accepted = { FunctionName: "config-refused", DestinationConfig };
  expect(await test().call(PutFunctionEventInvokeConfig, accepted)).toMatchObject({ DestinationConfig });
});

it("what was never configured is not found", async () => {
  await keep("config-missing");
  for (const FunctionName of ["config-missing", "doesnotexist"]) {
    expect(await refusal(test().call(GetFunctionEventInvokeConfig, { FunctionName }))).toBe(
      notConfigured(FunctionName),
    );
    expect(await refusal(test().call(DeleteFunctionEventInvokeConfig, { FunctionName }))).toBe(
      notConfigured(FunctionName),
    );
  }
  const update = { FunctionName: "config-missing", MaximumRetryAttempts: 1 };
  expect(await refusal(test().call(UpdateFunctionEventInvokeConfig, update))).toBe(notConfigured("config-missing"));
  expect(await refusal(test().call(ListFunctionEventInvokeConfigs, { FunctionName: "doesnotexist" }))).toBe(
    "ResourceNotFoundException: The function doesn't exist.",
  );
});
