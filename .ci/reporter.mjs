// A reporter for vitest that writes to the file CI_REPORT how many tests passed, and which failed by what.
// That of vitest in JSON leaves out what fails outside of a test: in a hook, or while a file is loaded.
import { writeFileSync } from "node:fs";

/** Of an error so many lines are told. */
const MOST_LINES = 4;

// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default class {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failures = [
      ...modules.flatMap(failuresOf),
      ...unhandledErrors.map((error) => `unhandled: ${firstLines(error)}`),
    ];
    const passed = tests.filter((test) => test.result().state === "passed").length;
    // oxlint-disable-next-line node/no-process-env -- vitest gives its reporters no arguments
    writeFileSync(process.env.CI_REPORT, JSON.stringify({ passed, failures }));
  }
}

function failuresOf(module) {
  const at = module.relativeModuleId;
  const all = [
    ...module.errors().map((error) => [at, error]),
    ...Array.from(module.children.allSuites()).flatMap((suite) =>
      suite.errors().map((error) => [`${at} > ${suite.fullName}`, error]),
    ),
    ...Array.from(module.children.allTests("failed"), (test) => [`${at} > ${test.fullName}`, test.result().errors[0]]),
  ];
  return all.map(([what, error]) => `${what}: ${firstLines(error)}`);
}

const firstLines = (error) => String(error?.message).split("\n").slice(0, MOST_LINES).join("\n    ");
