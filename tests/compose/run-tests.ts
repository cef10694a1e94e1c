import { execFile } from "node:child_process";
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

/** Runs a folder's tests, or some files', against a project, in a process of its own, one after the other: they move the clock. */
export async function runTests(
  { skylab, adminToken }: Project,
  ...paths: readonly string[]
): Promise<{ failed: string[]; passed: number }> {
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--no-file-parallelism", "--reporter=json", ...paths];
  const env = { ...process.env, SKYLAB_TEST_ENDPOINT: skylab.url, SKYLAB_ADMIN_TOKEN: adminToken };
  const output = await new Promise<string>((resolve) => {
    // It ends with an error where a test fails, which the report tells better.
    execFile(process.execPath, args, { cwd: ROOT, env, maxBuffer: Infinity }, (_error, stdout) => resolve(stdout));
  });
  const report = JSON.parse(output.slice(output.indexOf("{"))) as Report; // as: Vitest documents its form.
  return { failed: report.testResults.flatMap(failuresOf), passed: report.numPassedTests };
}

function failuresOf({ name, message, assertionResults }: FileResult): string[] {
  const failed = assertionResults.filter(({ status }) => status === "failed");
  const failures = failed.map(
    ({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split("\n    at ")[0]}`,
  );
  return failures.length === 0 && message !== "" ? [`${name}: ${message}`] : failures;
}
