import type * as sdk from "@aws-sdk/client-s3";
import { malformedXml } from "../errors.ts";
import {
  expiresBeforeTransition,
  mixedDates,
  type Moment,
  negative,
  notMidnight,
  sameStorageClass,
  tooSoon,
  transitionsTooClose,
} from "./lifecycle-errors.ts";
import { scopeText } from "./lifecycle-filter.ts";
import { DAY_MS } from "../lifecycle/days.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html

type StorageClass = sdk.TransitionStorageClass;

/** Days that an object must be old. */
const LEAST_DAYS: Readonly<Partial<Record<StorageClass, number>>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

/** Days that an object must stay before it goes on by the same rule. */
const LEAST_STAY: Readonly<Partial<Record<StorageClass, number>>> = { STANDARD_IA: 30, ONEZONE_IA: 30, GLACIER: 90 };

/** From warm to cold: objects go down this list and never up. */
const WATERFALL: readonly StorageClass[] = [
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];

/** @throws AwsError InvalidArgument */
export function checkMidnight(date: Date): void {
  if (date.getTime() % DAY_MS !== 0) throw notMidnight(date);
}

/** @throws AwsError MalformedXML, InvalidArgument, InvalidRequest */
export function checkTransitions(rule: sdk.LifecycleRule): void {
  const transitions = rule.Transitions ?? [];
  const steps = transitions.map(readTransition);
  checkOrder(rule, steps);
  const { Date: expiresAt, Days: expires } = rule.Expiration ?? {};
  const isDated = expiresAt !== undefined || transitions.some((one) => one.Date !== undefined);
  const isCounted = expires !== undefined || transitions.some((one) => one.Days !== undefined);
  if (isDated && isCounted) throw mixedDates();
  const expiry = expires ?? (expiresAt && daysOf(expiresAt));
  if (expiry !== undefined && steps.some(({ days }) => days >= expiry)) {
    throw expiresBeforeTransition(isDated ? "Date" : "Days", scopeText(rule));
  }
}

/** @throws AwsError MalformedXML, InvalidArgument, InvalidRequest */
export function checkNoncurrentTransitions(rule: sdk.LifecycleRule): void {
  const steps = (rule.NoncurrentVersionTransitions ?? []).map(
    ({ NoncurrentDays: days, StorageClass: storageClass }) => {
      if (days === undefined || storageClass === undefined) throw malformedXml();
      return checkedStep({ name: "NoncurrentDays", action: "NoncurrentVersionTransition", days, storageClass });
    },
  );
  checkOrder(rule, steps);
}

/** When objects go where: in days of their age, or of the epoch. */
type Step = Moment & { readonly days: number; readonly storageClass: StorageClass };

function readTransition({ Date: date, Days: days, StorageClass: storageClass }: sdk.Transition): Step {
  if ((date === undefined) === (days === undefined) || storageClass === undefined) throw malformedXml();
  if (date === undefined) return checkedStep({ name: "Days", action: "Transition", days: days ?? 0, storageClass });
  checkMidnight(date);
  return { name: "Date", action: "Transition", days: daysOf(date), storageClass };
}

function checkedStep(step: Step): Step {
  const { name, action, days, storageClass } = step;
  if (days < 0) throw negative(name, action, days);
  const least = LEAST_DAYS[storageClass] ?? 0;
  if (days < least) throw tooSoon(step, least, storageClass);
  return step;
}

function checkOrder(rule: sdk.LifecycleRule, steps: readonly Step[]): void {
  const sorted = steps.toSorted((one, other) => depthOf(one) - depthOf(other));
  for (const [index, step] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined) continue;
    if (before.storageClass === step.storageClass) throw sameStorageClass(step.action);
    const apart = LEAST_STAY[before.storageClass] ?? 1;
    if (step.days - before.days < apart) {
      const { name, action, storageClass: to } = step;
      throw transitionsTooClose({ name, action, from: before.storageClass, to, filter: scopeText(rule) }, apart);
    }
  }
}

const depthOf = ({ storageClass }: Step): number => WATERFALL.indexOf(storageClass);

const daysOf = (date: Date): number => date.getTime() / DAY_MS;
