import { expect } from "vitest";
import type { Course, ToldRecord } from "./event-load.ts";

/** What was done to the product meanwhile. */
export type Strikes = {
  /** How often something was killed. */
  readonly kills: number;
  /** So many runs may have been interrupted by that, or not have been known to be over. */
  readonly mayBeInterrupted: number;
};

/** Lambda's default is two retries. */
const MOST_ATTEMPTS = 3;

/**
 * Expects of each event that it is over, told in one way, and was tried as often as it should be. A kill may interrupt an
 * attempt: then there is one more, which is not counted where Lambda's own process died, and is where the sandbox did. It
 * may come before it is known that a destination was told: then that is told the same once more.
 */
export function expectAllOver(courses: readonly Course[], { kills, mayBeInterrupted }: Strikes): void {
  expect(courses.filter(({ told }) => told.size !== 1)).toEqual([]);
  expect(courses.filter((course) => !isTrue(course))).toEqual([]);
  expect(courses.filter((course) => course.runs > plannedRuns(course) + kills)).toEqual([]);
  expect(sum(courses.map((course) => Math.max(0, course.runs - plannedRuns(course))))).toBeLessThanOrEqual(
    mayBeInterrupted,
  );
  expect(courses.filter((course) => !isAsPlanned(course)).length).toBeLessThanOrEqual(mayBeInterrupted);
  expect(sum(courses.map((course) => timesTold(course) - 1))).toBeLessThanOrEqual(mayBeInterrupted);
}

/** For a report: how many events had which course. */
export function countCourses(courses: readonly Course[]): string {
  const counts = new Map<string, number>();
  for (const course of courses) {
    const how = course.told.size === 0 ? "Lost" : conditionOf(course);
    const which = `${how} in ${course.runs} runs, told ${timesTold(course)}x`;
    counts.set(which, (counts.get(which) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([which, count]) => `${count}: ${which}`)
    .join("; ");
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const timesTold = ({ told }: Course): number => sum([...told.values()]);

const plannedRuns = ({ failures }: Course): number => Math.min(failures + 1, MOST_ATTEMPTS);

const isAsPlanned = (course: Course): boolean =>
  course.runs === plannedRuns(course) && (conditionOf(course) === "Success") === course.failures < MOST_ATTEMPTS;

/** Whether what was told has happened. */
function isTrue(course: Course): boolean {
  const { requestContext, responsePayload } = recordOf(course);
  const { approximateInvokeCount, condition } = requestContext;
  if (condition === "RetriesExhausted") return approximateInvokeCount === MOST_ATTEMPTS;
  const run = Number(responsePayload);
  return condition === "Success" && course.failures < run && run <= course.runs;
}

const conditionOf = (course: Course): string => recordOf(course).requestContext.condition;

function recordOf({ told }: Course): ToldRecord {
  const [record = "{}"] = told.keys();
  return JSON.parse(record) as ToldRecord; // as: what Lambda tells destinations.
}
