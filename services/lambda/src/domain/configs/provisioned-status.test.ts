import { expect, it } from "vitest";
import { describeProvisioned } from "./provisioned-status.ts";

const asked = { requested: 2, modifiedAt: Date.UTC(2019, 11, 31, 20, 28, 49, 123) };

it("what is not there yet is in progress", () => {
  expect(describeProvisioned(asked, { ready: 1 })).toEqual({
    RequestedProvisionedConcurrentExecutions: 2,
    AvailableProvisionedConcurrentExecutions: 1,
    AllocatedProvisionedConcurrentExecutions: 1,
    Status: "IN_PROGRESS",
    LastModified: "2019-12-31T20:28:49+0000",
  });
});

it("what is there is ready, and never more than was asked for", () => {
  expect(describeProvisioned(asked, { ready: 5 })).toMatchObject({
    AvailableProvisionedConcurrentExecutions: 2,
    Status: "READY",
  });
});

it("what comes no more has failed, and the reason is told", () => {
  expect(describeProvisioned(asked, { ready: 0, failure: "FUNCTION_ERROR_INIT_FAILURE" })).toMatchObject({
    Status: "FAILED",
    StatusReason: "FUNCTION_ERROR_INIT_FAILURE",
  });
});
