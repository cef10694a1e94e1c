import { expect, it } from "vitest";
import type { RestSnapshot } from "../../domain/rest/snapshot.ts";
import type { PublishedRestStage } from "../../store/published.ts";
import { chooseDeployment } from "./choose-deployment.ts";

const snapshotOf = (name: string): RestSnapshot => ({
  api: { id: "a", rootResourceId: "r", name },
  resources: [],
  models: [],
  requestValidators: [],
  authorizers: [],
  gatewayResponses: [],
});

const stage: PublishedRestStage = {
  kind: "REST",
  place: { account: "111122223333", region: "us-east-1" },
  apiId: "a",
  stage: {
    stageName: "test",
    deploymentId: "first",
    variables: { color: "red", size: "7" },
    canarySettings: { deploymentId: "second", percentTraffic: 25, stageVariableOverrides: { color: "blue" } },
  },
  snapshot: snapshotOf("stage"),
  canary: snapshotOf("canary"),
};

it("a canary has its percentage of the dice, and the stage has the rest", () => {
  for (const dice of [0, 0.1, 0.2499]) {
    const chosen = chooseDeployment(stage, dice);
    expect(chosen).toMatchObject({
      deploymentId: "second",
      isCanary: true,
      stageVariables: { color: "blue", size: "7" },
    });
    expect(chosen.snapshot).toBe(stage.canary);
  }
  for (const dice of [0.25, 0.5, 0.9999]) {
    const chosen = chooseDeployment(stage, dice);
    expect(chosen).toMatchObject({
      deploymentId: "first",
      isCanary: false,
      stageVariables: { color: "red", size: "7" },
    });
    expect(chosen.snapshot).toBe(stage.snapshot);
  }
});
