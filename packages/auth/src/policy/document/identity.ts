import { isOperator } from "../condition.ts";
import { parseDate } from "../date.ts";
import { STATEMENT_ELEMENTS } from "./elements.ts";
import { asList, isObject, isTexts, type JsonObject, textsOf } from "./json.ts";
import { malformed } from "./malformed.ts";
import { failsLegacyParsing, resourceError } from "./resource.ts";

/** Checks a policy of a user, group, role or session, in the order of IAM's own answers, which were recorded. */
export function validateIdentityPolicy(document: unknown, oldVersionsToo: boolean): void {
  const statements = readStatements(document);
  if (!statements) throw malformed();
  if (!oldVersionsToo && versionOf(document) !== "2012-10-17") {
    throw malformed("Policy document must be version 2012-10-17 or greater.");
  }
  if (statements.some(failsLegacy)) throw malformed("The policy failed legacy parsing");
  const complaint =
    sidError(statements) ??
    principalError(statements) ??
    missingError(statements, "Action", "Policy statement must contain actions.") ??
    missingError(statements, "Resource", "Policy statement must contain resources.") ??
    firstError(statements, "Resource", resourceError) ??
    firstError(statements, "Action", actionError);
  if (complaint !== undefined) throw malformed(complaint);
}

const versionOf = (document: unknown): unknown => (isObject(document) ? document["Version"] : undefined);

/** The statements, if the syntax is right. */
function readStatements(document: unknown): readonly JsonObject[] | undefined {
  if (!isObject(document)) return undefined;
  const { Id: id, Statement: given, Version: version, ...others } = document;
  if (Object.keys(others).length > 0 || (id !== undefined && typeof id !== "string")) return undefined;
  if (version !== undefined && version !== "2008-10-17" && version !== "2012-10-17") return undefined;
  const statements = asList(given);
  return statements.length > 0 && statements.every(isStatement) ? statements : undefined;
}

function isStatement(statement: unknown): statement is JsonObject {
  if (!isObject(statement)) return false;
  if (!Object.keys(statement).every((name) => STATEMENT_ELEMENTS.has(name))) return false;
  const { Effect: effect, Sid: sid } = statement;
  // In other letters it is the older parser that complains.
  if (typeof effect !== "string" || !/^(?:allow|deny)$/i.test(effect)) return false;
  if (sid !== undefined && typeof sid !== "string") return false;
  return isEither(statement, "Action") && isEither(statement, "Resource") && isCondition(statement["Condition"]);
}

/** An element or its negation, of texts. */
const isEither = (statement: JsonObject, name: string): boolean =>
  (statement[name] === undefined || statement[`Not${name}`] === undefined) &&
  isTexts(statement[name]) &&
  isTexts(statement[`Not${name}`]);

function isCondition(condition: unknown): boolean {
  if (condition === undefined) return true;
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      isObject(keys) &&
      Object.values(keys).every((values) => asList(values).every(isConditionValue)) &&
      // An operator that does not exist is none of IAM's business where it compares nothing.
      (isOperator(operator) || Object.keys(keys).length === 0),
  );
}

const isConditionValue = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);

function failsLegacy(statement: JsonObject): boolean {
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") return true;
  return hasWrongDate(statement["Condition"]) || bothOf(statement, "Resource").some(failsLegacyParsing);
}

function hasWrongDate(condition: unknown): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      /^(?:For(?:All|Any)Values?:)?Date/.test(operator) &&
      isObject(keys) &&
      Object.values(keys).some((values) => asList(values).some((value) => parseDate(String(value)) === undefined)),
  );
}

function sidError(statements: readonly JsonObject[]): string | undefined {
  const sids = statements.flatMap(({ Sid: sid }) => (typeof sid === "string" && sid !== "" ? [sid] : []));
  if (sids.some((sid) => !/^[0-9A-Za-z]*$/.test(sid))) {
    return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
  }
  if (new Set(sids).size < sids.length) return "Statement IDs (SID) in a single policy must be unique.";
  return undefined;
}

const principalError = (statements: readonly JsonObject[]): string | undefined =>
  statements.some((statement) => "Principal" in statement || "NotPrincipal" in statement)
    ? "Policy document should not specify a principal."
    : undefined;

const missingError = (statements: readonly JsonObject[], name: string, message: string): string | undefined =>
  statements.some((statement) => bothOf(statement, name).length === 0) ? message : undefined;

function firstError(
  statements: readonly JsonObject[],
  name: string,
  errorOf: (text: string) => string | undefined,
): string | undefined {
  for (const text of statements.flatMap((statement) => bothOf(statement, name))) {
    const error = errorOf(text);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** The texts of an element and of its negation, of which a statement has one. */
const bothOf = (statement: JsonObject, name: string): readonly string[] => [
  ...textsOf(statement[name]),
  ...textsOf(statement[`Not${name}`]),
];

function actionError(action: string): string | undefined {
  if (action === "*") return undefined;
  const [vendor = "", ...names] = action.split(":");
  if (names.length === 0) return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  if (names.length > 1) return "Actions/Condition can contain only one colon.";
  return /^(?:\*|[a-zA-Z0-9.-]+)$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}
