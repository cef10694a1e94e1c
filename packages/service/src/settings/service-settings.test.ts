import { expect, it } from "vitest";
import { readServiceSettings, type ServiceSetting } from "./service-settings.ts";
import { readSettings } from "./settings.ts";

const count: ServiceSetting<number> = {
  description: "How many.",
  read: (text = "1") => {
    if (!/^\d+$/.test(text)) throw new Error(`must be a whole number, not "${text}"`);
    return Number(text);
  },
};
const own = { SKYLAB_SQS_COUNT: count };

it("settings of a service are read as it says, one that is empty like one that is absent", () => {
  expect(readServiceSettings({ SKYLAB_SQS_COUNT: "12" }, ["sqs"], own)).toEqual({ SKYLAB_SQS_COUNT: 12 });
  expect(readServiceSettings({ SKYLAB_SQS_COUNT: "" }, ["sqs"], own)).toEqual({ SKYLAB_SQS_COUNT: 1 });
  expect(readServiceSettings({}, ["sqs"], own)).toEqual({ SKYLAB_SQS_COUNT: 1 });
});

it("a value that its service cannot read ends in one sentence", () => {
  const sentence = 'SKYLAB_SQS_COUNT must be a whole number, not "many".';
  expect(() => readServiceSettings({ SKYLAB_SQS_COUNT: "many" }, ["sqs"], own)).toThrow(new Error(sentence));
});

it("who serves a service refuses what begins with its name and is none of its settings", () => {
  const misspelt = { SKYLAB_SQS_CUONT: "2" };
  expect(() => readServiceSettings(misspelt, ["sqs"], own)).toThrow(
    new Error("SKYLAB_SQS_CUONT is not a setting of Skylab; sqs has SKYLAB_SQS_COUNT."),
  );
  expect(() => readServiceSettings({ SKYLAB_DYNAMODB_STREAMS_A: "2" }, ["sqs", "dynamodb-streams"], own)).toThrow(
    new Error("SKYLAB_DYNAMODB_STREAMS_A is not a setting of Skylab; dynamodb-streams has none of its own."),
  );
});

it("a container passes over the settings of services that it does not serve, and over nothing else", () => {
  expect(readServiceSettings({ SKYLAB_IAM_X: "2" }, ["sqs"], own)).toEqual({ SKYLAB_SQS_COUNT: 1 });
  expect(() => readSettings({ SKYLAB_IAM_X: "2" }, ["sqs"])).not.toThrow();
  expect(() => readSettings({ SKYLAB_EC2_X: "2" }, ["sqs"])).toThrow(/^SKYLAB_EC2_X is not a setting of Skylab/);
});
