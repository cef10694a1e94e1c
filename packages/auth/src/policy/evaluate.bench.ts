import { type AccessRequest, evaluate } from "./evaluate.ts";
import { type Policy, parsePolicy } from "./policy.ts";
import { ACCOUNT, ALICE, allow, deny, QUEUE, type StatementText } from "./table/case.ts";

// `npx tsc -b packages/auth && node packages/auth/dist/policy/evaluate.bench.js`: microseconds of CPU, so that what else
// runs on the machine counts little.

const policy = (statements: readonly StatementText[]): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

/** As the frame makes it for each request. */
const context = {
  "aws:CurrentTime": "2026-11-26T03:00:00.000Z",
  "aws:EpochTime": "1795662000",
  "aws:RequestedRegion": "us-east-1",
  "aws:SecureTransport": "false",
  "aws:SourceIp": "10.1.2.3",
  "aws:UserAgent": "aws-sdk-js/3.1000.0",
  "aws:PrincipalTag/Team": "red",
  "aws:PrincipalTag/Stage": "test",
};

const request = (statements: readonly StatementText[]): AccessRequest => ({
  principal: ALICE,
  action: "sqs:SendMessage",
  resource: QUEUE,
  context: { ...context },
  identityPolicies: [policy(statements)],
});

/** What a team's user has: its services, its queues by name, a Deny without TLS and outside of the network. */
const TYPICAL = [
  { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], Resource: "arn:aws:s3:::team-*" },
  { Effect: "Allow", Action: "dynamodb:*", Resource: `arn:aws:dynamodb:*:${ACCOUNT}:table/team-*` },
  allow({ Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: "arn:aws:sqs:*:*:job*" }),
  { Effect: "Allow", Action: "logs:*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/Team": "red" } } },
  deny({ Action: "*", Resource: "*", Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
];

const SERVICES = ["s3", "sqs", "sns", "dynamodb", "lambda", "logs", "events", "states", "apigateway", "iam"];
const hundred = (make: (index: number) => StatementText): readonly StatementText[] =>
  Array.from({ length: 100 }, (_none, index) => make(index));

/** One hundred statements about ten services; the last allows. */
const MIXED = hundred((index) =>
  index === 99
    ? allow()
    : allow({ Action: `${SERVICES[index % SERVICES.length]}:Get*`, Resource: `arn:aws:*:*:*:team-${index}/*` }),
);
/** One hundred statements that all are about the action and another queue; the last allows. */
const SAME_ACTION = hundred((index) =>
  allow({ Action: "sqs:Send*", Resource: index === 99 ? QUEUE : `arn:aws:sqs:*:${ACCOUNT}:team-${index}-*` }),
);
/** One hundred statements about the action and the queue, each with two conditions and a variable; the last holds. */
const CONDITIONS = hundred((index) =>
  allow({
    Action: "sqs:*",
    Resource: "*",
    Condition: {
      StringLike: { "aws:PrincipalTag/Team": index === 99 ? "red" : `team-${index}-*` },
      StringEquals: { "aws:username": "${aws:username}" },
    },
  }),
);
/** As many Denies, none of which takes effect, and an Allow. */
const DENIES = [...hundred((index) => deny({ Action: "*", Resource: `arn:aws:sqs:*:*:secret-${index}` })), allow()];

const ROUNDS = 20;
const CALLS = 5000;

/** Prints what a call costs, once it is warm: the median of the rounds. */
function measure(name: string, call: () => unknown): void {
  const costs = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let turn = 0; turn < CALLS; turn++) call();
    const { system, user } = process.cpuUsage(before);
    return (system + user) / CALLS;
  }).toSorted((a, b) => a - b);
  console.log(`${(costs[ROUNDS / 2] ?? 0).toFixed(2).padStart(8)} us  ${name}`);
}

const decide = (statements: readonly StatementText[], more: Partial<AccessRequest> = {}): (() => unknown) => {
  const asked = { ...request(statements), ...more };
  return () => evaluate(asked);
};

measure("5 statements, one of them with a condition", decide(TYPICAL));
measure(
  "5 statements and the queue's policy",
  decide(TYPICAL, { resourcePolicy: policy([allow({ Principal: "*" })]) }),
);
measure("100 statements about ten services", decide(MIXED));
measure("100 statements about the same action, other queues", decide(SAME_ACTION));
measure("100 statements with two conditions and a variable each", decide(CONDITIONS));
measure("100 Denies of everything on other queues, and an Allow", decide(DENIES));
measure("compiling 5 statements", () => policy(TYPICAL));
