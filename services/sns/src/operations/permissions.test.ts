import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { newAccount } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { AddPermission } from "./AddPermission.ts";
import { CreateTopic } from "./CreateTopic.ts";
import { GetTopicAttributes } from "./GetTopicAttributes.ts";
import { RemovePermission } from "./RemovePermission.ts";

const test = useSns();

const ACCOUNT = "111122223333";

type Topic = { readonly TopicArn: string; readonly as: { account: string } };

async function newTopic(): Promise<Topic> {
  const as = { account: newAccount() };
  const { TopicArn = "" } = await test().call(CreateTopic, { Name: "orders" }, as);
  return { TopicArn, as };
}

type Statements = readonly Readonly<Record<string, unknown>>[];

async function statementsOf({ TopicArn, as }: Topic): Promise<Statements> {
  const { Attributes } = await test().call(GetTopicAttributes, { TopicArn }, as);
  return (JSON.parse(Attributes?.["Policy"] ?? "") as { Statement: Statements }).Statement; // as: SNS writes policies.
}

type Asked = { readonly Label: string; readonly ActionName?: string[]; readonly AWSAccountId?: string[] };

const add = ({ TopicArn, as }: Topic, asked: Asked): Promise<unknown> =>
  test().call(AddPermission, { TopicArn, ActionName: ["Publish"], AWSAccountId: [ACCOUNT], ...asked }, as);

it("a permission is a statement more beside the default one, lists of one written as their element", async () => {
  const topic = await newTopic();
  await add(topic, { Label: "a" });
  await add(topic, {
    Label: "b",
    ActionName: ["Publish", "GetTopicAttributes"],
    AWSAccountId: [ACCOUNT, "444455556666"],
  });
  const [first, ...added] = await statementsOf(topic);
  expect(first).toMatchObject({ Sid: "__default_statement_ID" });
  expect(added).toEqual([
    {
      Sid: "a",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "SNS:Publish",
      Resource: topic.TopicArn,
    },
    {
      Sid: "b",
      Effect: "Allow",
      Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`, "arn:aws:iam::444455556666:root"] },
      Action: ["SNS:Publish", "SNS:GetTopicAttributes"],
      Resource: topic.TopicArn,
    },
  ]);
});

it("a permission is taken away by its label, and one that is not there is no mistake", async () => {
  const topic = await newTopic();
  await add(topic, { Label: "a" });
  await add(topic, { Label: "b" });
  for (const Label of ["a", "none"]) await test().call(RemovePermission, { TopicArn: topic.TopicArn, Label }, topic.as);
  expect((await statementsOf(topic)).map(({ Sid }) => Sid)).toEqual(["__default_statement_ID", "b"]);
  for (const Label of ["b", "__default_statement_ID"]) {
    await test().call(RemovePermission, { TopicArn: topic.TopicArn, Label }, topic.as);
  }
  expect(await statementsOf(topic)).toEqual([]);
  await add(topic, { Label: "c" });
  expect(await statementsOf(topic)).toHaveLength(1);
});

it.each<[Asked, string]>([
  [{ Label: "a" }, "Statement already exists"],
  [{ Label: "b", ActionName: ["CreateTopic"] }, "Policy statement action out of service scope!"],
  [{ Label: "b", AWSAccountId: ["me"] }, "AWSAccountId"],
  [{ Label: "" }, "Label"],
])("the permission %j is refused", async (asked, reason) => {
  const topic = await newTopic();
  await add(topic, { Label: "a" });
  expect(await refusal(add(topic, asked))).toBe(`InvalidParameter: Invalid parameter: ${reason}`);
});

it("a hundred statements are the most", async () => {
  const topic = await newTopic();
  for (let index = 1; index < 100; index += 1) await add(topic, { Label: `l${index}` });
  expect(await refusal(add(topic, { Label: "more" }))).toBe("InvalidParameter: Invalid parameter: Policy Error: null");
});
