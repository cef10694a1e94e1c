import { refusal, uniqueAccount, uniqueName } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { GetDomainName as GetV1DomainName } from "../../rest/operations/GetDomainName.ts";
import { deployedApi, mock, STAGE } from "../../testing/deployed-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { newHttpApi } from "../../testing/v2-api.ts";
import type { V2Operations } from "../operation.ts";
import { CreateDomainName } from "./CreateDomainName.ts";
import { CreateRoutingRule } from "./CreateRoutingRule.ts";
import { DeleteDomainName } from "./DeleteDomainName.ts";
import { DeleteRoutingRule } from "./DeleteRoutingRule.ts";
import { GetDomainName } from "./GetDomainName.ts";
import { GetRoutingRule } from "./GetRoutingRule.ts";
import { ListRoutingRules } from "./ListRoutingRules.ts";
import { PutRoutingRule } from "./PutRoutingRule.ts";

const test = useApigateway();

type Input = V2Operations["CreateRoutingRule"]["input"];

/** A REST API that is deployed, and a domain name of the same account; with what makes a rule that leads to it. */
async function newRouted() {
  const account = uniqueAccount();
  const { as, id: ApiId } = await deployedApi(test(), { account, methods: { "GET /": mock("here") } });
  const DomainName = `${uniqueName("rules")}.example.com`;
  await test().call(CreateDomainName, { DomainName }, as);
  const rule = (Priority: number, more: Partial<Input> = {}): Input => ({
    DomainName,
    Actions: [{ InvokeApi: { ApiId, Stage: STAGE } }],
    Conditions: [{ MatchBasePaths: { AnyOf: ["orders"] } }],
    Priority,
    ...more,
  });
  return { ApiId, as, DomainName, rule };
}

it("routing rules are kept by their priorities, and go with their domain name", async () => {
  const { ApiId, as, DomainName, rule } = await newRouted();
  const of = { DomainName };
  const later = await test().call(CreateRoutingRule, rule(100), as);
  const first = await test().call(CreateRoutingRule, rule(50), as);
  expect(first).toEqual({
    Actions: [{ InvokeApi: { ApiId, Stage: STAGE, StripBasePath: false } }],
    Conditions: [{ MatchBasePaths: { AnyOf: ["orders"] } }],
    Priority: 50,
    RoutingRuleArn: `arn:aws:apigateway:us-east-1:${as.account}:/domainnames/${DomainName}/routingrules/${first.RoutingRuleId}`,
    RoutingRuleId: expect.any(String),
  });
  expect((await test().call(ListRoutingRules, of, as)).RoutingRules).toEqual([first, later]);
  expect(await refusal(test().call(CreateRoutingRule, rule(50), as))).toContain("ConflictException");
  const named = { ...of, RoutingRuleId: later.RoutingRuleId ?? "" };
  const put = await test().call(PutRoutingRule, { ...rule(10), ...named }, as);
  expect(await test().call(GetRoutingRule, named, as)).toEqual(put);
  expect((await test().call(ListRoutingRules, of, as)).RoutingRules).toEqual([put, first]);
  await test().call(DeleteRoutingRule, named, as);
  for (const operation of [GetRoutingRule, DeleteRoutingRule]) {
    expect(await refusal(test().call(operation, named, as))).toContain("NotFoundException");
  }
  expect(await refusal(test().call(PutRoutingRule, { ...rule(10), ...named }, as))).toContain("NotFoundException");
  await test().call(DeleteDomainName, of, as);
  await test().call(CreateDomainName, of, as);
  expect((await test().call(ListRoutingRules, of, as)).RoutingRules).toEqual([]);
});

it("rules are not told with their domain name", async () => {
  const { as, DomainName, rule } = await newRouted();
  const before = await test().call(GetDomainName, { DomainName }, as);
  const beforeV1 = await test().call(GetV1DomainName, { domainName: DomainName }, as);
  await test().call(CreateRoutingRule, rule(1), as);
  expect(await test().call(GetDomainName, { DomainName }, as)).toEqual(before);
  expect(await test().call(GetV1DomainName, { domainName: DomainName }, as)).toEqual(beforeV1);
});

it("a rule leads to a stage of a REST API that is there", async () => {
  const { ApiId, as, rule } = await newRouted();
  const create = (api: { readonly ApiId: string; readonly Stage: string }): Promise<string> =>
    refusal(test().call(CreateRoutingRule, rule(1, { Actions: [{ InvokeApi: api }] }), as));
  expect(await create({ ApiId, Stage: "missing" })).toBe("BadRequestException: Invalid stage identifier specified");
  expect(await create({ ApiId: "missing", Stage: STAGE })).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:missing`,
  );
  const { ApiId: HttpApi } = await newHttpApi(test(), as);
  expect(await create({ ApiId: HttpApi, Stage: STAGE })).toBe(
    "BadRequestException: Routing rules can only invoke REST APIs",
  );
});

const header = (Header: string, ValueGlob: string) => ({ MatchHeaders: { AnyOf: [{ Header, ValueGlob }] } });

const path = (...AnyOf: string[]) => ({ MatchBasePaths: { AnyOf } });

it("conditions that AWS takes of no rule are refused", async () => {
  const { as, rule } = await newRouted();
  const create = (...Conditions: Input["Conditions"] & object): Promise<string> =>
    refusal(test().call(CreateRoutingRule, rule(1, { Conditions }), as));
  const refused = await Promise.all([
    create({}),
    create(path("a", "b")),
    create(path()),
    create(path("a b")),
    create(path("a"), path("b")),
    create(header("a", "1"), header("b", "2"), header("c", "3")),
    create(header("Authorization", "*")),
    create(header("x-amz-date", "*")),
    create(header("x-*", "a")),
    create(header("x-version", "a*b")),
    create(header("x-version", `*${"a".repeat(40)}*`)),
    create(header("x".repeat(40), "a")),
  ]);
  for (const words of refused) expect(words).toMatch(/^BadRequestException: \w/);
  await test().call(CreateRoutingRule, rule(1, { Conditions: [header("Cookie", "*ux=beta*"), path("/refunds")] }), as);
});

it("a domain name has at most fifty rules", async () => {
  const { as, rule } = await newRouted();
  for (let priority = 1; priority <= 50; priority += 1) await test().call(CreateRoutingRule, rule(priority), as);
  expect(await refusal(test().call(CreateRoutingRule, rule(51), as))).toContain("TooManyRequestsException");
});
