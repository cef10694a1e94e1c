import { expect, it } from "vitest";
import { routingRuleFinder } from "./find-routing-rule.ts";
import type { StoredRoutingRule } from "./stored-domain-name.ts";

type Conditions = NonNullable<StoredRoutingRule["Conditions"]>;

const rule = (RoutingRuleId: string, Priority: number, Conditions: Conditions): StoredRoutingRule => ({
  RoutingRuleId,
  Priority,
  Conditions,
  Actions: [{ InvokeApi: { ApiId: "a1b2c3d4e5", Stage: "prod" } }],
});

const header = (Header: string, ValueGlob: string) => ({ MatchHeaders: { AnyOf: [{ Header, ValueGlob }] } });

const basePath = (...AnyOf: string[]) => ({ MatchBasePaths: { AnyOf } });

const lines = (headers: Readonly<Record<string, readonly string[]>>) => (name: string) => headers[name] ?? [];

it("the first rule by priority counts whose conditions are all met", () => {
  const find = routingRuleFinder([
    rule("all", 100, []),
    rule("dogs", 50, [header("Accept", "image/webp"), header("Pet", "Dog-*"), basePath("PetStoreShopper")]),
    rule("hello", 10, [header("Hello", "World")]),
  ]);
  const found = (path: string, headers: Readonly<Record<string, readonly string[]>>) =>
    find(path, lines(headers))?.routingRuleId;
  const dog = { pet: ["Dog-Bella"], accept: ["image/webp"] };
  expect(found("/", { hello: ["World"] })).toBe("hello");
  expect(found("/PetStoreShopper", { ...dog, hello: ["World"] })).toBe("hello");
  expect(found("/PetStoreShopper", dog)).toBe("dogs");
  expect(found("/PetStoreShopper/7", dog)).toBe("dogs");
  expect(found("/petstoreshopper", dog)).toBe("all");
  expect(found("/PetStoreShoppers", dog)).toBe("all");
  expect(found("/PetStoreShopper", { pet: ["Dog-Bella"] })).toBe("all");
});

it("without a rule for everything, a request may be for none", () => {
  const find = routingRuleFinder([rule("hello", 10, [header("Hello", "World")])]);
  expect(find("/", lines({}))).toBeUndefined();
  expect(find("/", lines({ hello: ["world"] }))).toBeUndefined();
});

it("a glob stands for what begins, ends, or goes on, and tells cases apart", () => {
  const values = ["alpha", "beta", "account", "backup", "users"];
  const matches = (...globs: string[]) => {
    const find = routingRuleFinder([
      rule(
        "one",
        1,
        globs.map((glob) => header("X-Version", glob)),
      ),
    ]);
    return values.filter((value) => find("/", lines({ "x-version": [value] })) !== undefined);
  };
  expect(matches("a*")).toEqual(["alpha", "account"]);
  expect(matches("*a")).toEqual(["alpha", "beta"]);
  expect(matches("*a*")).toEqual(["alpha", "beta", "account", "backup"]);
  expect(matches("*a*", "*b*")).toEqual(["beta", "backup"]);
  expect(matches("b*", "*a")).toEqual(["beta"]);
  expect(matches("*")).toEqual(values);
  expect(matches("alpha")).toEqual(["alpha"]);
  expect(matches("Alpha")).toEqual([]);
});

it("each line of a header counts by itself", () => {
  const find = routingRuleFinder([rule("json", 1, [header("Accept", "*json")])]);
  expect(find("/", lines({ accept: ["application/json", "text/xml"] }))).toBeDefined();
  expect(find("/", lines({ accept: ["application/json,text/xml"] }))).toBeUndefined();
});

const target = (StripBasePath: boolean, ...conditions: Conditions) => {
  const Actions = [{ InvokeApi: { ApiId: "a1b2c3d4e5", Stage: "prod", StripBasePath } }];
  return routingRuleFinder([{ ...rule("a", 1, conditions), Actions }])("/shop/dogs", () => [])?.basePath;
};

it("only a rule that says so takes its base path off", () => {
  expect(target(true, basePath("shop"))).toBe("shop");
  expect(target(true, basePath("/shop/dogs/"))).toBe("shop/dogs");
  expect(target(false, basePath("shop"))).toBe("");
  expect(target(true)).toBe("");
});
