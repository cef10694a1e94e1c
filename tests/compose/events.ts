import { it } from "vitest";
import { countCourses, expectAllOver } from "../lambda/event-courses.ts";
import { startEvents } from "../lambda/event-load.ts";
import { containersOf } from "./docker.ts";
import type { Project } from "./project.ts";

const MINUTE_MS = 60_000;
/** As many as keep this short, unless one wants more. */
const EVENTS = Number(process.env["SKYLAB_TEST_EVENTS"] ?? 400);
/** So many of a function's events are run at a time by a replica of Lambda. */
const AT_ONCE = 50;
const REPLICAS = 2;

/** What becomes of events while all is killed that they pass. */
export function eventTests(project: () => Project): void {
  it("loses no event for a function when any container is killed", { timeout: 30 * MINUTE_MS }, async () => {
    const { containers, kill9, skylab, up } = project();
    await up(REPLICAS);
    const load = await startEvents(skylab, EVENTS);
    const strikes = { kills: 0, mayBeInterrupted: 0 };
    const killFunctions = async (): Promise<void> => {
      const those = await containersOf({ name: load.functionName });
      // Some may have ended meanwhile.
      await Promise.allSettled(those.map(kill9));
      strikes.kills += 1;
      strikes.mayBeInterrupted += those.length;
    };
    const kill = async (service: string): Promise<void> => {
      const [container = ""] = await containers(service);
      await kill9(container);
      await up(REPLICAS);
      strikes.kills += 1;
      strikes.mayBeInterrupted += AT_ONCE * REPLICAS;
    };
    await load.accepted(EVENTS / 5);
    await kill("gateway");
    await load.accepted((EVENTS * 2) / 5);
    await killFunctions();
    await load.accepted((EVENTS * 3) / 5);
    await kill("lambda");
    await load.accepted((EVENTS * 4) / 5);
    await kill("rabbitmq");
    await load.over(EVENTS / 2);
    await kill("lambda");
    await killFunctions();
    // What is left then is what failed, and is tried again.
    await load.over(EVENTS * 0.95);
    await kill("gateway");
    const courses = await load.finish();
    console.log(`${courses.length} events. ${countCourses(courses)}`);
    expectAllOver(courses, strikes);
  });
}
