import { refusal } from "@skylab/service/testing";
import { performer } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { logs } from "../service.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";

const test = useLogs();

const NOW = Date.now();

const allow = (Action: string, Resource: string, more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

/** Calls of a user of a new account, who may what statements say. */
function aUser() {
  const { account } = newOwner();
  const perform = performer(logs(test().engines), test().clock);
  const user = { account, arn: `arn:aws:iam::${account}:user/eve`, id: "AIDAEVE" };
  return {
    account,
    arn: (rest: string): string => `arn:aws:logs:us-east-1:${account}:log-group:${rest}`,
    root: <Name extends Parameters<typeof perform>[0]>(name: Name, input: Parameters<typeof perform<Name>>[1]) =>
      perform(name, input, { as: { account } }),
    may: <Name extends Parameters<typeof perform>[0]>(
      statements: readonly object[],
      name: Name,
      input: Parameters<typeof perform<Name>>[1],
    ) => perform(name, input, { as: user, statements }),
    service: <Name extends Parameters<typeof perform>[0]>(name: Name, input: Parameters<typeof perform<Name>>[1]) =>
      perform(name, input, {
        as: {
          account,
          arn: "delivery.logs.amazonaws.com",
          id: "delivery.logs.amazonaws.com",
          service: { name: "delivery.logs.amazonaws.com", sourceArn: undefined },
        },
      }),
  };
}

const one = { logGroupName: "one", logStreamName: "s" };
const logEvents = [{ timestamp: NOW, message: "a" }];

describe("what IAM decides by", () => {
  it("is the group with all of its streams, as AWS names it", async () => {
    const { arn, may } = aUser();
    expect(await refusal(may([allow("logs:PutLogEvents", "*")], "CreateLogGroup", { logGroupName: "one" }))).toBe(
      `AccessDeniedException: User: ${arn("x").replace(/arn:aws:logs:us-east-1:(\d+).*/, "arn:aws:iam::$1:user/eve")} is not authorized to perform: logs:CreateLogGroup on resource: ${arn("one")}:log-stream: because no identity-based policy allows the logs:CreateLogGroup action`,
    );
    await may([allow("logs:CreateLogGroup", arn("one:*"))], "CreateLogGroup", { logGroupName: "one" });
    expect(
      await refusal(may([allow("logs:*", arn("two:*"))], "DescribeLogStreams", { logGroupName: "one" })),
    ).toContain("AccessDeniedException");
    await may([allow("logs:DescribeLogStreams", arn("one:*"))], "DescribeLogStreams", {
      logGroupIdentifier: arn("one"),
    });
    await may([allow("logs:DescribeLogGroups", arn(":log-stream:*"))], "DescribeLogGroups", {});
  });

  it("is the stream for whoever writes or reads one", async () => {
    const { arn, may, root } = aUser();
    await root("CreateLogGroup", { logGroupName: "one" });
    const toOne = [allow("logs:CreateLogStream", arn("one:log-stream:s"))];
    await may(toOne, "CreateLogStream", one);
    expect(await refusal(may(toOne, "CreateLogStream", { ...one, logStreamName: "t" }))).toContain(
      `on resource: ${arn("one")}:log-stream:t`,
    );
    await may([allow("logs:PutLogEvents", arn("one:*"))], "PutLogEvents", { ...one, logEvents });
    await may([allow("logs:GetLogEvents", arn("one:log-stream:*"))], "GetLogEvents", one);
    expect(await refusal(may([allow("logs:GetLogEvents", arn("one:log-stream:t"))], "GetLogEvents", one))).toContain(
      "AccessDeniedException",
    );
  });

  it("are tags, of the group and of the request", async () => {
    const { arn, may, root } = aUser();
    const tagged = { StringEquals: { "aws:ResourceTag/team": "red" } };
    const making = { StringEquals: { "aws:RequestTag/team": "red" } };
    const statements = [
      allow("logs:CreateLogGroup", "*", { Condition: making }),
      allow("logs:TagResource", arn("*"), { Condition: making }),
      allow("logs:FilterLogEvents", "*", { Condition: tagged }),
    ];
    await may(statements, "CreateLogGroup", { logGroupName: "red", tags: { team: "red" } });
    expect(await refusal(may(statements, "CreateLogGroup", { logGroupName: "x" }))).toContain("AccessDeniedException");
    expect(
      await refusal(may(statements.slice(0, 1), "CreateLogGroup", { logGroupName: "x", tags: { team: "red" } })),
    ).toContain("logs:TagResource");
    await root("CreateLogGroup", { logGroupName: "blue", tags: { team: "blue" } });
    await may(statements, "FilterLogEvents", { logGroupName: "red" });
    expect(await refusal(may(statements, "FilterLogEvents", { logGroupName: "blue" }))).toContain("AccessDenied");
    await may(statements, "TagResource", { resourceArn: arn("red"), tags: { team: "red" } });
  });

  it("are tags also where the key of a group is set by its ARN", async () => {
    const { arn, may, root } = aUser();
    const statements = [
      allow("logs:*", "*"),
      { ...allow("logs:*", "*"), Effect: "Deny", Condition: { StringEquals: { "aws:ResourceTag/team": "red" } } },
    ];
    for (const team of ["red", "blue"]) await root("CreateLogGroup", { logGroupName: team, tags: { team } });
    expect(await refusal(may(statements, "DisassociateKmsKey", { resourceIdentifier: arn("red") }))).toContain(
      `on resource: ${arn("red")}:log-stream:`,
    );
    await may(statements, "DisassociateKmsKey", { resourceIdentifier: arn("blue") });
  });

  it("is the role, too, where one is handed over", async () => {
    const { account, may, root } = aUser();
    await root("CreateLogGroup", { logGroupName: "one" });
    const input = {
      logGroupName: "one",
      filterName: "f",
      filterPattern: "",
      destinationArn: `arn:aws:kinesis:us-east-1:${account}:stream/s`,
      roleArn: `arn:aws:iam::${account}:role/r`,
    };
    expect(await refusal(may([allow("logs:PutSubscriptionFilter", "*")], "PutSubscriptionFilter", input))).toContain(
      "iam:PassRole",
    );
  });

  it("are resource policies for services, and for them alone", async () => {
    const { may, root, service } = aUser();
    await root("CreateLogGroup", { logGroupName: "one" });
    await root("CreateLogStream", one);
    expect(await refusal(service("PutLogEvents", { ...one, logEvents }))).toContain("AccessDeniedException");
    const statement = { Effect: "Allow", Action: ["logs:PutLogEvents", "logs:CreateLogStream"], Resource: "*" };
    const policyOf = (Principal: object): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Principal }] });
    await root("PutResourcePolicy", {
      policyName: "others",
      policyDocument: policyOf({ Service: "es.amazonaws.com" }),
    });
    expect(await refusal(service("PutLogEvents", { ...one, logEvents }))).toContain("AccessDeniedException");
    const policyDocument = policyOf({ Service: "delivery.logs.amazonaws.com" });
    await root("PutResourcePolicy", { policyName: "delivery", policyDocument });
    await service("PutLogEvents", { ...one, logEvents });
    await service("CreateLogStream", { ...one, logStreamName: "t" });
    await root("PutResourcePolicy", { policyName: "all", policyDocument: policyOf({ AWS: "*" }) });
    expect(await refusal(may([], "PutLogEvents", { ...one, logEvents }))).toContain("AccessDeniedException");
  });
});
