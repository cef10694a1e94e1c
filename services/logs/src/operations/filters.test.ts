import { gunzipSync } from "node:zlib";
import { AwsError } from "@skylab/aws";
import { NotServed, type ServiceCall } from "@skylab/service";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { deliver } from "../jobs/deliver.ts";
import { newOwner } from "../testing/new-owner.ts";
import { useLogs } from "../testing/use-logs.ts";
import { CreateLogGroup } from "./CreateLogGroup.ts";
import { CreateLogStream } from "./CreateLogStream.ts";
import { DeleteLogGroup } from "./DeleteLogGroup.ts";
import { DeleteMetricFilter } from "./DeleteMetricFilter.ts";
import { DeleteResourcePolicy } from "./DeleteResourcePolicy.ts";
import { DeleteSubscriptionFilter } from "./DeleteSubscriptionFilter.ts";
import { DescribeLogGroups } from "./DescribeLogGroups.ts";
import { DescribeMetricFilters } from "./DescribeMetricFilters.ts";
import { DescribeResourcePolicies } from "./DescribeResourcePolicies.ts";
import { DescribeSubscriptionFilters } from "./DescribeSubscriptionFilters.ts";
import { FilterLogEvents } from "./FilterLogEvents.ts";
import { PutLogEvents } from "./PutLogEvents.ts";
import { PutMetricFilter } from "./PutMetricFilter.ts";
import { PutResourcePolicy } from "./PutResourcePolicy.ts";
import { PutSubscriptionFilter } from "./PutSubscriptionFilter.ts";
import { TestMetricFilter } from "./TestMetricFilter.ts";

const test = useLogs();

const NO_GROUP = "ResourceNotFoundException: The specified log group does not exist.";

const metric = (metricName: string) => [{ metricName, metricNamespace: "orders", metricValue: "1", defaultValue: 0 }];

describe("metric filters", () => {
  it("are kept, counted, listed by their names, and go", async () => {
    const { call } = test();
    const as = newOwner();
    for (const logGroupName of ["one", "two"]) await call(CreateLogGroup, { logGroupName }, as);
    const put = (logGroupName: string, filterName: string, filterPattern = " "): Promise<object> =>
      call(
        PutMetricFilter,
        { logGroupName, filterName, filterPattern, metricTransformations: metric(`of ${filterName}`) },
        as,
      );
    await put("one", "b");
    await put("one", "b", "{ $.a = 1 }");
    await put("two", "a");
    const { metricFilters } = await call(DescribeMetricFilters, { filterNamePrefix: "b", logGroupName: "one" }, as);
    expect(metricFilters).toEqual([
      {
        applyOnTransformedLogs: false,
        creationTime: expect.any(Number),
        filterName: "b",
        filterPattern: "{ $.a = 1 }",
        logGroupName: "one",
        metricTransformations: metric("of b"),
      },
    ]);
    const names = async (input: Parameters<typeof DescribeMetricFilters>[0]): Promise<unknown> =>
      (await call(DescribeMetricFilters, input, as)).metricFilters?.map(({ filterName }) => filterName);
    expect(await names({})).toEqual(["a", "b"]);
    expect(await names({ metricName: "of a", metricNamespace: "orders" })).toEqual(["a"]);
    const { nextToken } = await call(DescribeMetricFilters, { limit: 1 }, as);
    expect(await names({ nextToken })).toEqual(["b"]);
    const counts = async (): Promise<unknown> =>
      (await call(DescribeLogGroups, {}, as)).logGroups?.map(({ metricFilterCount }) => metricFilterCount);
    expect(await counts()).toEqual([1, 1]);
    await call(DeleteMetricFilter, { logGroupName: "one", filterName: "b" }, as);
    expect(await counts()).toEqual([0, 1]);
    expect(await refusal(call(DeleteMetricFilter, { logGroupName: "one", filterName: "b" }, as))).toBe(
      "ResourceNotFoundException: The specified metric filter does not exist.",
    );
    await call(DeleteLogGroup, { logGroupName: "two" }, as);
    expect(await names({})).toEqual([]);
    expect(await refusal(put("two", "a"))).toBe(NO_GROUP);
    expect(await refusal(put("one", "a", "{"))).toContain("InvalidParameterException");
    expect(await refusal(call(DescribeMetricFilters, { metricName: "a" }, as))).toContain("InvalidParameterException");
  });

  it("are tested with messages", async () => {
    const answer = await test().call(TestMetricFilter, {
      filterPattern: "[ip, code = 4*]",
      logEventMessages: ["127.0.0.1 200", "127.0.0.1 404"],
    });
    expect(answer).toEqual({
      matches: [{ eventNumber: 2, eventMessage: "127.0.0.1 404", extractedValues: { $ip: "127.0.0.1", $code: "404" } }],
    });
  });
});

/** Does what waits for subscribers until `isDone`. */
async function deliverUntil(isDone: () => boolean): Promise<void> {
  const { clock, store } = test();
  const ended = new AbortController();
  const job = deliver({ store, log: { warn: () => undefined } }).run(clock, ended.signal);
  await expect.poll(() => (clock.advance(1_000), isDone())).toBe(true);
  ended.abort();
  await job;
}

const invocationsOf = (account: string): readonly ServiceCall[] =>
  test().called.filter(
    ({ as, input, operation }) =>
      operation === "Invoke" && as.place.account === account && input["InvocationType"] === "Event",
  );

function payloadOf(call: ServiceCall | undefined): unknown {
  // as: the payload is what this service made.
  const { awslogs } = JSON.parse(Buffer.from(call?.input["Payload"] as Uint8Array).toString());
  return JSON.parse(gunzipSync(Buffer.from(awslogs.data, "base64")).toString());
}

describe("subscription filters", () => {
  it("hand what they match to functions, packed as AWS packs it", async () => {
    const { answers, call, clock } = test();
    const as = newOwner();
    const destinationArn = `arn:aws:lambda:us-east-1:${as.account}:function:subscriber`;
    const one = { logGroupName: "one", logStreamName: "s" };
    answers(() => ({}));
    await call(CreateLogGroup, { logGroupName: "one" }, as);
    await call(CreateLogStream, one, as);
    const filterPattern = "[level = ERROR, ...]";
    await call(PutSubscriptionFilter, { logGroupName: "one", filterName: "f", filterPattern, destinationArn }, as);
    expect(test().called.at(-1)).toMatchObject({
      service: "lambda",
      input: { FunctionName: destinationArn, InvocationType: "DryRun" },
      as: {
        principal: {
          name: "logs.amazonaws.com",
          sourceArn: `arn:aws:logs:us-east-1:${as.account}:log-group:one:*`,
        },
      },
    });
    const { subscriptionFilters } = await call(DescribeSubscriptionFilters, { logGroupName: "one" }, as);
    expect(subscriptionFilters).toEqual([
      {
        applyOnTransformedLogs: false,
        creationTime: expect.any(Number),
        destinationArn,
        distribution: "ByLogStream",
        filterName: "f",
        filterPattern,
        logGroupName: "one",
      },
    ]);
    const now = clock.now();
    const logEvents = [
      { timestamp: now, message: "INFO a" },
      { timestamp: now + 1, message: "ERROR b" },
    ];
    await call(PutLogEvents, { ...one, logEvents }, as);
    let failures = 2;
    answers(() => {
      failures -= 1;
      if (failures >= 0) throw new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
      return { StatusCode: 202 };
    });
    await deliverUntil(() => invocationsOf(as.account).length === 3);
    const { events = [] } = await call(FilterLogEvents, { logGroupName: "one", filterPattern: "ERROR" }, as);
    expect(payloadOf(invocationsOf(as.account)[2])).toEqual({
      messageType: "DATA_MESSAGE",
      owner: as.account,
      logGroup: "one",
      logStream: "s",
      subscriptionFilters: ["f"],
      logEvents: [
        {
          id: events[0]?.eventId,
          timestamp: now + 1,
          message: "ERROR b",
          extractedFields: { level: "ERROR", 2: "b" },
        },
      ],
    });
  });

  it("are not refused for what is wrong with Lambda alone", async () => {
    const { answers, call } = test();
    const as = newOwner();
    const destinationArn = `arn:aws:lambda:us-east-1:${as.account}:function:subscriber`;
    await call(CreateLogGroup, { logGroupName: "one" }, as);
    const put = (): Promise<unknown> =>
      call(PutSubscriptionFilter, { logGroupName: "one", filterName: "f", filterPattern: "", destinationArn }, as);
    answers(() => {
      throw new AwsError("ServiceException", "An error occurred.", { status: 500 });
    });
    expect(await refusal(put())).toBe("ServiceException: An error occurred.");
    answers(() => {
      throw new Error("connect ECONNREFUSED");
    });
    await expect(put()).rejects.toThrow("connect ECONNREFUSED");
    const missing = [new AwsError("ResourceNotFoundException", "no", { status: 404 }), new NotServed("no Lambda")];
    for (const error of missing) {
      answers(() => {
        throw error;
      });
      expect(await refusal(put())).toContain("InvalidParameterException: Could not execute the lambda function.");
    }
  });

  it("give up where the function does not let them, and are two at most", async () => {
    const { answers, call, clock } = test();
    const as = newOwner();
    const arn = (name: string): string => `arn:aws:lambda:us-east-1:${as.account}:function:${name}`;
    answers(() => ({}));
    await call(CreateLogGroup, { logGroupName: "one" }, as);
    await call(CreateLogStream, { logGroupName: "one", logStreamName: "s" }, as);
    const put = (filterName: string): Promise<object> =>
      call(
        PutSubscriptionFilter,
        { logGroupName: "one", filterName, filterPattern: "", destinationArn: arn(filterName) },
        as,
      );
    for (const name of ["a", "b", "b"]) await put(name);
    expect(await refusal(put("c"))).toBe("LimitExceededException: Resource limit exceeded.");
    await call(DeleteSubscriptionFilter, { logGroupName: "one", filterName: "a" }, as);
    expect(await refusal(call(DeleteSubscriptionFilter, { logGroupName: "one", filterName: "a" }, as))).toBe(
      "ResourceNotFoundException: The specified subscription filter does not exist.",
    );
    answers(() => {
      throw new AwsError("AccessDeniedException", "no", { status: 403 });
    });
    expect(await refusal(put("d"))).toBe(
      "InvalidParameterException: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    );
    const logEvents = [{ timestamp: clock.now(), message: "x" }];
    await call(PutLogEvents, { logGroupName: "one", logStreamName: "s", logEvents }, as);
    await deliverUntil(() => invocationsOf(as.account).length === 2);
    expect(invocationsOf(as.account).map(({ as: by }) => by.principal.name)).toEqual([
      "logs.amazonaws.com",
      "logs.us-east-1.amazonaws.com",
    ]);
  });

  it.each([
    [
      "arn:aws:lambda:us-east-1:999999999999:function:f",
      undefined,
      "AccessDeniedException: Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
    ],
    [
      "arn:aws:kinesis:us-east-1:999999999999:stream/s",
      undefined,
      "InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn",
    ],
    ["arn:aws:sqs:us-east-1:999999999999:q", undefined, "InvalidParameterException: destinationArn is not valid"],
  ])("to %s are refused", async (destinationArn, roleArn, words) => {
    const input = { logGroupName: "one", filterName: "f", filterPattern: "", destinationArn, roleArn };
    expect(await refusal(test().call(PutSubscriptionFilter, input, newOwner()))).toBe(words);
  });

  it("to Kinesis are refused, for nothing would arrive there", async () => {
    const { call } = test();
    const as = newOwner();
    await call(CreateLogGroup, { logGroupName: "one" }, as);
    const input = {
      logGroupName: "one",
      filterName: "f",
      filterPattern: "",
      destinationArn: `arn:aws:kinesis:us-east-1:${as.account}:stream/s`,
      roleArn: `arn:aws:iam::${as.account}:role/r`,
    };
    expect(await refusal(call(PutSubscriptionFilter, input, as))).toContain("Could not deliver test message");
  });

  it("of no group are not told", async () => {
    expect(await refusal(test().call(DescribeSubscriptionFilters, { logGroupName: "none" }, newOwner()))).toBe(
      NO_GROUP,
    );
  });
});

const policyFor = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "logs:PutLogEvents", Resource: "*" }],
  });

describe("resource policies", () => {
  it("are kept, changed, listed, ten at most, and go", async () => {
    const { call } = test();
    const as = newOwner();
    const put = (policyName: string, policyDocument = policyFor("route53.amazonaws.com")) =>
      call(PutResourcePolicy, { policyName, policyDocument }, as);
    const made = await put("p0", policyFor("es.amazonaws.com"));
    expect(made).toEqual({
      resourcePolicy: {
        policyName: "p0",
        policyDocument: policyFor("es.amazonaws.com"),
        lastUpdatedTime: expect.any(Number),
        policyScope: "ACCOUNT",
      },
    });
    for (let index = 0; index < 10; index += 1) await put(`p${index}`);
    expect(await refusal(put("p10"))).toBe("LimitExceededException: Resource limit exceeded.");
    const { nextToken, resourcePolicies } = await call(DescribeResourcePolicies, { limit: 9 }, as);
    expect(resourcePolicies?.[0]?.policyDocument).toBe(policyFor("route53.amazonaws.com"));
    const rest = await call(DescribeResourcePolicies, { nextToken }, as);
    expect(rest.resourcePolicies?.map(({ policyName }) => policyName)).toEqual(["p9"]);
    await call(DeleteResourcePolicy, { policyName: "p9" }, as);
    expect(await refusal(call(DeleteResourcePolicy, { policyName: "p9" }, as))).toBe(
      "ResourceNotFoundException: Policy with name [p9] does not exist.",
    );
    expect(await refusal(put("p", "{"))).toContain("InvalidParameterException");
  });
});
