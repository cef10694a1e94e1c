import { expect, it } from "vitest";
import { Growth } from "./growth.ts";

it("a function grows by a thousand environments at once, and no further", () => {
  const growth = new Growth();
  for (let count = 0; count < 1000; count += 1) growth.start();
  // A few more come back while this runs.
  const startMany = (): void => {
    for (let count = 0; count < 1000; count += 1) growth.start();
  };
  expect(startMany).toThrow(expect.objectContaining({ reason: "FunctionInvocationRateLimitExceeded" }));
});
