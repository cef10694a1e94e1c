import type { RoutingRuleCondition, RoutingRuleMatchHeaderValue } from "@aws-sdk/client-apigatewayv2";
import { isBelow } from "./find-mapping.ts";
import type { StoredRoutingRule } from "./stored-domain-name.ts";

/** The values of a header, by its name in lower case: each line that it came in is one. */
export type HeaderLines = (name: string) => readonly string[];

/** Where a rule leads to. */
export type RuleTarget = {
  readonly routingRuleId: string;
  readonly apiId: string;
  readonly stage: string;
  /** What is taken off the path, without slashes at its ends; `` where the API gets the whole of it. */
  readonly basePath: string;
};

/** Finds the rule that a request to a raw path is for. */
export type FindRoutingRule = (path: string, headers: HeaderLines) => RuleTarget | undefined;

/**
 * The first rule by priority whose conditions are all met counts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html
 */
export function routingRuleFinder(rules: readonly StoredRoutingRule[]): FindRoutingRule {
  const firstFirst = rules.toSorted((one, other) => one.Priority - other.Priority).map(readRule);
  return (path, headers) => firstFirst.find(({ meets }) => meets.every((met) => met(path, headers)))?.target;
}

type Condition = (path: string, headers: HeaderLines) => boolean;

function readRule({ Actions = [], Conditions = [], RoutingRuleId }: StoredRoutingRule) {
  const { ApiId = "", Stage = "", StripBasePath = false } = Actions[0]?.InvokeApi ?? {};
  const [basePath = ""] = Conditions.flatMap(basePaths);
  const target: RuleTarget = {
    routingRuleId: RoutingRuleId,
    apiId: ApiId,
    stage: Stage,
    basePath: StripBasePath ? basePath : "",
  };
  return { meets: Conditions.map(readCondition), target };
}

const basePaths = ({ MatchBasePaths }: RoutingRuleCondition): readonly string[] =>
  (MatchBasePaths?.AnyOf ?? []).map((path) => path.replace(/^\/+|\/+$/g, ""));

function readCondition(condition: RoutingRuleCondition): Condition {
  const keys = basePaths(condition);
  if (keys.length > 0) return (path) => keys.some((key) => isBelow(path, key));
  const anyOf = (condition.MatchHeaders?.AnyOf ?? []).map(readHeader);
  return (_, headers) => anyOf.some((matches) => matches(headers));
}

function readHeader({ Header = "", ValueGlob = "" }: RoutingRuleMatchHeaderValue): (headers: HeaderLines) => boolean {
  const name = Header.toLowerCase();
  const matches = readGlob(ValueGlob);
  return (headers) => headers(name).some(matches);
}

/** `alpha`, `a*`, `*a` or `*a*`; cases differ. */
function readGlob(glob: string): (value: string) => boolean {
  if (glob === "*") return () => true;
  const text = glob.replace(/^\*|\*$/g, "");
  if (glob.startsWith("*"))
    return glob.endsWith("*") ? (value) => value.includes(text) : (value) => value.endsWith(text);
  return glob.endsWith("*") ? (value) => value.startsWith(text) : (value) => value === text;
}
