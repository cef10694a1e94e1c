import { expect } from "vitest";
import { attempting, did, type HostileOptions, itHoldsAgainst } from "./attack.ts";
import { answerOf, BYSTANDER, type HostUnderTest } from "./under-test.ts";

/** More than a sandbox may have; little enough for a machine that does not stop them. */
const PROCESSES = 400;
const MEMORY_MB = 128;
const TMP_MB = 16;

/** Taking more than its share. */
export function describeExhaustion(options: HostileOptions): void {
  itHoldsAgainst("fill the machine with processes", options, (host) =>
    did(
      host,
      attempting(`execSync(${JSON.stringify(START_MANY)}).toString().includes("${PROCESSES}\\n")`, IMPORT_EXEC),
    ),
  );

  itHoldsAgainst("take more memory than it has, in one process or in several", options, async (host) => {
    const ends = [await endOf(host, IN_ONE), await endOf(host, IN_SEVERAL)];
    return ends.some((end) => end === undefined);
  });

  itHoldsAgainst("fill the disk by /tmp", options, async (host) => {
    const code = attempting(`fs.writeFileSync(tmpdir() + "/big", Buffer.alloc(${2 * TMP_MB * 1024 * 1024})) ?? true`);
    const { payload } = await host.invoke(await host.functionOf(code, { tmpMb: TMP_MB }));
    return Buffer.from(payload).toString() === '{"did":true}';
  });

  itHoldsAgainst("keep a CPU after its timeout", options, async (host) => {
    const looping = endOf(host, "export const handler = async () => { for (;;); };", 1);
    // It is served while the other one is at it.
    expect(await answerOf(host, BYSTANDER)).toEqual({ answer: 42 });
    return (await looping) !== "Sandbox.Timedout";
  });
}

const IMPORT_EXEC = 'import { execSync, spawnSync } from "node:child_process";';

/** Each one waits, on the slowest machine so long that all are there at a time; the shell gives up with the first one that it cannot start. */
const START_MANY = `i=0; while [ $i -lt ${PROCESSES} ]; do sleep 100 >/dev/null 2>&1 & i=$((i+1)); echo $i; done; exit 0`;

/** Fills and touches what it takes, as fast as it can. */
const IN_ONE = `
  export const handler = async () => {
    const kept = [];
    for (let mb = 0; mb < ${8 * MEMORY_MB}; mb += 8) kept.push(Buffer.alloc(8 * 1024 * 1024, 1));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return { did: kept.length };
  };`;

/** No process takes more than the function has, but all of them do, and keep it: where one of them is ended, it is told. */
const IN_SEVERAL = `
  import { spawn } from "node:child_process";
  const TAKE = "const b = Buffer.alloc(60 * 1024 * 1024, 1); setTimeout(() => b.length, 30000)";
  export const handler = () => Promise.all(Array.from({ length: 4 }, () => new Promise((resolve, reject) =>
    spawn(process.execPath, ["-e", TAKE]).on("exit", (code) => (code === 0 ? resolve() : reject(new Error("ended")))))));`;

/** By what error an invocation ended; undefined where it did well. */
async function endOf(host: HostUnderTest, code: string, timeoutSeconds = 60): Promise<string | undefined> {
  const version = await host.functionOf(code, { memoryMb: MEMORY_MB, timeoutSeconds });
  const { payload, end } = await host.invoke(version);
  if (end.functionError === undefined) return undefined;
  const { errorType }: { errorType: string } = JSON.parse(Buffer.from(payload).toString());
  return errorType;
}
