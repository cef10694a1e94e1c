import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Answer, type Call, READY } from "./step-calls.ts";
import { type Fate, openSteppedNetwork } from "./stepped-network.ts";

const WORKER = fileURLToPath(new URL("../../dist/rabbitmq/steps-worker.js", import.meta.url));
/** So many processes run at a time: most of what one takes is its start. */
const AT_A_TIME = 6;
/** A process that said nothing to any engine for so long waits for an answer that was lost. */
const STUCK_MS = 30;

/** Where processes run, and at what time of theirs. */
export type Place = {
  readonly rabbitUrl: string;
  readonly redisUrl: string;
  readonly prefix: string;
  readonly now: number;
};

/** What one process does, on queues of its own, and what must be true when it was killed on the way. */
export type Trial = {
  readonly calls: readonly Call[];
  /** `answers` are those that the process got, in the order of the calls. */
  readonly check: (answers: readonly Answer[]) => Promise<void>;
};

type Kill = { readonly step: number; readonly fate: Exclude<Fate, "passes"> };
type Run = { readonly answers: readonly Answer[]; readonly steps: number; readonly wasKilled: boolean };

/**
 * Lets a process do its calls once without disturbance, and then twice for every step to an engine that this took: once
 * the step is lost, and the process is killed when it cannot go on without an answer; once the step arrives, and the
 * process is killed at that moment. (An answer that is lost on the way to a process that is killed is no case of its own:
 * the engine has done the step before.) Resolves to the number of kills.
 */
export async function atEveryStep(place: Place, prepare: () => Promise<Trial>): Promise<number> {
  const { steps } = await tryOnce(place, prepare, undefined);
  const kills = Array.from({ length: steps }, (_, index): Kill[] => [
    { step: index + 1, fate: "is lost" },
    { step: index + 1, fate: "passes last" },
  ]).flat();
  let count = 0;
  const killAll = async (): Promise<void> => {
    for (let kill = kills.shift(); kill; kill = kills.shift())
      if ((await tryOnce(place, prepare, kill)).wasKilled) count += 1;
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_A_TIME }, killAll));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return count;
}

async function tryOnce(place: Place, prepare: () => Promise<Trial>, kill: Kill | undefined): Promise<Run> {
  const { calls, check } = await prepare();
  const run = await runProcess(place, calls, kill);
  try {
    if (!run.wasKilled && run.answers.length < calls.length) throw new Error("a call was not answered");
    await check(run.answers);
  } catch (error) {
    const when = kill ? `killed when step ${kill.step} ${kill.fate}` : "not killed";
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${when}, after ${run.answers.length} answers: ${message}`, { cause: error });
  }
  return run;
}

async function runProcess(place: Place, calls: readonly Call[], kill: Kill | undefined): Promise<Run> {
  const answers: Answer[] = [];
  let worker: ChildProcess | undefined;
  let isBegun = false;
  let steps = 0;
  let stuck: NodeJS.Timeout | undefined;
  const die = (): unknown => worker?.kill("SIGKILL");
  const network = openSteppedNetwork(() => {
    if (isBegun) steps += 1;
    stuck?.refresh();
    if (!isBegun || steps !== kill?.step) return "passes";
    if (kill.fate === "passes last") die();
    else stuck = setTimeout(die, STUCK_MS);
    return kill.fate;
  });
  const [rabbitUrl, redisUrl] = await Promise.all([network.via(place.rabbitUrl), network.via(place.redisUrl)]);
  const args = [rabbitUrl, redisUrl, place.prefix, String(place.now), JSON.stringify(calls)];
  const { stdin, stdout } = (worker = spawn(process.execPath, [WORKER, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  }));
  for await (const line of createInterface({ input: stdout })) {
    if (line !== READY) answers.push(JSON.parse(line) as Answer); // as: our own process wrote it
    else {
      isBegun = true;
      stdin.end("begin");
    }
  }
  clearTimeout(stuck);
  await network.close();
  return { answers, steps, wasKilled: worker.killed };
}
