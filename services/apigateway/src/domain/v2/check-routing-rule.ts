import type {
  RoutingRuleAction,
  RoutingRuleCondition,
  RoutingRuleMatchHeaderValue,
} from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html#rest-api-routing-rules-restrictions
const MAX_HEADER_CONDITIONS = 2;
const MAX_HEADER_NAME = 39;
const MAX_GLOB = 127;
const MAX_INFIX_GLOB = 39;
const MAX_BASE_PATH = 127;

type Checked = { readonly Actions: readonly RoutingRuleAction[]; readonly Conditions: readonly RoutingRuleCondition[] };

/** Refuses a rule that AWS does not take, in words that nobody recorded from it. @throws AwsError */
export function checkRoutingRule({ Actions, Conditions }: Checked): void {
  if (Actions.length !== 1) throw badRequest("A routing rule must have exactly one action");
  const paths = Conditions.filter(({ MatchBasePaths }) => MatchBasePaths !== undefined);
  const headers = Conditions.filter(({ MatchHeaders }) => MatchHeaders !== undefined);
  if (paths.length > 1) throw badRequest("A routing rule can have only one base path condition");
  if (headers.length > MAX_HEADER_CONDITIONS) {
    throw badRequest(`A routing rule can have at most ${MAX_HEADER_CONDITIONS} header conditions`);
  }
  for (const condition of Conditions) checkCondition(condition);
}

function checkCondition({ MatchBasePaths, MatchHeaders }: RoutingRuleCondition): void {
  if ((MatchBasePaths === undefined) === (MatchHeaders === undefined)) {
    throw badRequest("A condition must match either headers or base paths");
  }
  if (MatchBasePaths !== undefined) checkBasePath(only(MatchBasePaths.AnyOf));
  if (MatchHeaders !== undefined) checkHeader(only(MatchHeaders.AnyOf));
}

function only<Value>(anyOf: readonly Value[] = []): Value {
  const [value] = anyOf;
  if (value === undefined || anyOf.length > 1) throw badRequest("A condition must have exactly one value");
  return value;
}

function checkBasePath(path: string): void {
  if (path.length <= MAX_BASE_PATH && /^[\w$\-.+!*'()/]+$/.test(path)) return;
  throw badRequest(`Invalid base path specified: ${path}`);
}

function checkHeader({ Header = "", ValueGlob = "" }: RoutingRuleMatchHeaderValue): void {
  if (Header.length > MAX_HEADER_NAME || !/^[\w\-!#$%&'.^`|~]+$/.test(Header) || RESERVED.test(Header)) {
    throw badRequest(`Invalid header name specified: ${Header}`);
  }
  const inner = ValueGlob.replace(/^\*|\*$/g, "");
  const isInfix = /^\*.+\*$/.test(ValueGlob);
  // AWS's own examples (`image/webp`, `*ux=beta*`) have characters that its list of those allowed lacks.
  if (
    ValueGlob.length > (isInfix ? MAX_INFIX_GLOB : MAX_GLOB) ||
    inner.includes("*") ||
    !/^[\x21-\x7e]+$/.test(ValueGlob)
  ) {
    throw badRequest(`Invalid header value glob specified: ${ValueGlob}`);
  }
}

/** Headers that no rule decides by. */
const RESERVED =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-(?:encoding|length|location)|forwarded|keep-alive|origin|proxy-auth(?:enticate|orization)|te|trailers|transfer-encoding|upgrade|x-amzn?-.*|x-apigw-api-id|x-forwarded-(?:for|host|proto)|x-restapi|via)$/i;
