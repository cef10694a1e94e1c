import type { ApiStage, PatchOperation, ThrottleSettings } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import { applyPatches } from "../patch/apply-patches.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { integer, nonEmpty, oneOf, type ReadValue, text } from "../patch/values.ts";
import { namingThePath } from "../patch/words.ts";
import type { StoredUsagePlan } from "./stored-usage-plan.ts";
import { isStage, notOfPlan, readApiStage } from "./usage-plan.ts";

const wholeNumber = integer({
  min: 0,
  max: 2 ** 31 - 1,
  refused: (value) => badRequest(`Invalid value '${value ?? ""}' specified, must be a non-negative integer`),
});

const number: ReadValue = (value) => {
  const read = value === undefined || value === "" ? Number.NaN : Number(value);
  if (!(read >= 0 && Number.isFinite(read))) {
    throw badRequest(`Invalid value '${value ?? ""}' specified, must be a non-negative numeric`);
  }
  return read;
};

const period = oneOf(["DAY", "WEEK", "MONTH"], () =>
  badRequest("Usage Plan quota period must be one of [DAY, WEEK, MONTH]"),
);

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html: all but what is below `/apiStages`. */
const usagePlanPatches: PatchTable = {
  words: namingThePath,
  paths: {
    "/name": member(
      nonEmpty(() => badRequest("Usage plan name cannot be blank")),
      "replace",
    ),
    "/description": member(text, "replace", "add", "remove"),
    "/productCode": member(text, "replace", "add", "remove"),
    "/throttle": member(text, "remove"),
    "/throttle/rateLimit": member(number, "replace", "add"),
    "/throttle/burstLimit": member(wholeNumber, "replace", "add"),
    "/quota": member(text, "remove"),
    "/quota/limit": member(wholeNumber, "replace", "add"),
    "/quota/offset": member(wholeNumber, "replace", "add"),
    "/quota/period": member(period, "replace", "add"),
  },
};

const STAGES = "/apiStages";

/**
 * What operations make of a plan, one after the other. Paths below `/apiStages` have the paths of resources in them, which
 * clients escape (`/apiStages/a1b2c3d4e5:prod/throttle/~1pets/GET/rateLimit`) or do not (`…/throttle//pets/GET/rateLimit`).
 * @throws AwsError BadRequestException, NotFoundException
 */
export function patchUsagePlan(
  plan: StoredUsagePlan,
  operations: readonly PatchOperation[] | undefined = [],
): StoredUsagePlan {
  let changed = plan;
  for (const operation of operations) {
    const { path = "" } = operation;
    const isOfStages = path === STAGES || path.startsWith(`${STAGES}/`);
    changed = isOfStages ? patchStages(changed, operation) : applyPatches(changed, [operation], usagePlanPatches);
  }
  return changed;
}

function patchStages(plan: StoredUsagePlan, operation: PatchOperation): StoredUsagePlan {
  const { op = "replace", path = "", value } = operation;
  if (path !== STAGES) return patchThrottle(plan, operation);
  const { apiStages = [] } = plan;
  if (op !== "add" && op !== "remove") throw badRequest(`Invalid patch path ${path}`);
  const named = readApiStage(value);
  const others = apiStages.filter((one) => !isStage(named)(one));
  if (op === "add") return { ...plan, apiStages: others.length < apiStages.length ? apiStages : [...others, named] };
  if (others.length === apiStages.length) throw notOfPlan(named, plan.id);
  return { ...plan, apiStages: others };
}

/** `/apiStages/{api:stage}/throttle`, and below it a method, and below that a limit. */
const THROTTLE = /^\/apiStages\/([^/]+)\/throttle(?:\/(.+?))?(?:\/(rateLimit|burstLimit))?$/;

function patchThrottle(plan: StoredUsagePlan, { op = "replace", path = "", value }: PatchOperation): StoredUsagePlan {
  const [, stage, method, limit] = THROTTLE.exec(path) ?? [];
  if (stage === undefined) throw badRequest(`Invalid patch path ${path}`);
  const named = readApiStage(stage.replaceAll("~1", "/").replaceAll("~0", "~"));
  const { apiStages = [] } = plan;
  if (!apiStages.some(isStage(named))) throw notOfPlan(named, plan.id);
  const changed = apiStages.map((one) =>
    isStage(named)(one) ? withThrottle(one, { op, path, value, method, limit }) : one,
  );
  return { ...plan, apiStages: changed };
}

type ThrottlePatch = {
  readonly op: string;
  readonly path: string;
  readonly value: string | undefined;
  readonly method: string | undefined;
  readonly limit: string | undefined;
};

function withThrottle(stage: ApiStage, patch: ThrottlePatch): ApiStage {
  const { throttle = {}, ...rest } = stage;
  const changed = changedThrottle(throttle, patch);
  return Object.keys(changed).length === 0 ? rest : { ...rest, throttle: changed };
}

type MethodThrottles = Readonly<Record<string, ThrottleSettings>>;

function changedThrottle(throttle: MethodThrottles, { limit, method, op, path, value }: ThrottlePatch) {
  if (method === undefined) return op === "remove" ? {} : readThrottles(value);
  const name = methodName(method);
  const { [name]: ofMethod, ...others } = throttle;
  if (limit === undefined) {
    if (op === "remove") return others;
    throw badRequest(`Invalid patch path ${path}`);
  }
  const read = limit === "rateLimit" ? number : wholeNumber;
  const settings =
    op === "remove" ? undefined : read(value, { op: "replace", path, parts: [], names: [], value, from: [] });
  return { ...others, [name]: { ...ofMethod, [limit]: settings } };
}

/** `~1pets~1{id}/GET`, `/pets/{id}/GET` and `pets/{id}/GET` are `/pets/{id}/GET`. */
const methodName = (method: string): string =>
  `/${method.replaceAll("~1", "/").replaceAll("~0", "~").replace(/^\/+/, "")}`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isThrottle = (value: unknown): boolean =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, limit]) => (name === "rateLimit" || name === "burstLimit") && typeof limit === "number",
  );

function readThrottles(value: string | undefined): MethodThrottles {
  try {
    const read: unknown = JSON.parse(value ?? "");
    if (isObject(read) && Object.values(read).every(isThrottle)) return read as MethodThrottles; // as: so it is.
  } catch {
    // No JSON is refused as well.
  }
  throw badRequest("Invalid API Stage throttle specified, must be a map of methods to throttle settings");
}
