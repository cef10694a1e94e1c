import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "services/*/src/**/*.test.ts",
      "tests/*/*.test.ts",
      "scripts/*/*.test.mjs",
    ],
    // A process for each of hundreds of files took longer than their tests; none keeps anything that another would see.
    isolate: false,
    // Vitest has one less, so that two cores had one: tests wait, for what they have started, as long as they compute.
    maxWorkers: "100%",
    // What never happens fails a test as well late; what a busy machine does late must not.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000, interval: 20 } },
  },
});
