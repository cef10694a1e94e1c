import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./docker.ts";
import type { Project } from "./project.ts";

/** Vitest's report in JSON, as far as it is read here. */
type Report = { readonly numPassedTests: number; readonly testResults: readonly FileResult[] };
type FileResult = {
  readonly name: string;
  /** Why the file could not be loaded. */
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
};
type TestResult = { readonly status: string; readonly fullName: string; readonly failureMessages: readonly string[] };

/** Files of which every test starts a Skylab of its own, whatever runs already. */
const OF_THEIR_OWN = ["tests/s3/forms.test.ts", "tests/s3/presigned.test.ts", "tests/sns/deliveries.test.ts"];

/** Of what a run tells that failed without a test so many characters are told. */
const MOST_TOLD = 4_000;

/** Runs a folder's tests, or some files', against a project, in a process of its own, one after the other: they move the clock. */
export async function runTests(
  project: Project,
  ...paths: readonly string[]
): Promise<{ failed: string[]; passed: number }> {
  const { isFailure, output, text } = await runVitest(project, paths);
  const report = JSON.parse(text ?? NOTHING) as Report; // as: Vitest documents its form.
  const failed = report.testResults.flatMap(failuresOf);
  // Errors outside of tests are in no report.
  if (isFailure && failed.length === 0) failed.push(`Vitest ended with an error: ${output.slice(-MOST_TOLD)}`);
  return { failed, passed: report.numPassedTests };
}

type Run = {
  readonly isFailure: boolean;
  readonly output: string;
  /** The report; `undefined` where it did not come so far. */
  readonly text: string | undefined;
};

const NOTHING = JSON.stringify({ numPassedTests: 0, testResults: [] } satisfies Report);

async function runVitest({ skylab, adminToken }: Project, paths: readonly string[]): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
  // Not from the output, to which a Skylab of the tests' own may write anything.
  const file = join(folder, "report.json");
  const args = [
    join(ROOT, "node_modules", "vitest", "vitest.mjs"),
    "run",
    "--no-file-parallelism",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...OF_THEIR_OWN.map((path) => `--exclude=${path}`),
    ...paths,
  ];
  const env = { ...process.env, SKYLAB_TEST_ENDPOINT: skylab.url, SKYLAB_ADMIN_TOKEN: adminToken, NO_COLOR: "1" };
  const ran = await new Promise<Omit<Run, "text">>((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env, maxBuffer: Infinity }, (error, stdout, stderr) =>
      resolve({ isFailure: error !== null, output: stdout + stderr }),
    );
  });
  const text = await readFile(file, "utf8").catch(() => undefined);
  await rm(folder, { recursive: true });
  return { ...ran, text };
}

function failuresOf({ name, message, assertionResults }: FileResult): string[] {
  const failed = assertionResults.filter(({ status }) => status === "failed");
  const failures = failed.map(
    ({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split("\n    at ")[0]}`,
  );
  return failures.length === 0 && message !== "" ? [`${name}: ${message}`] : failures;
}
