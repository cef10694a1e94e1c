import type { RestSnapshot } from "../../domain/rest/snapshot.ts";
import type { PublishedRestStage } from "../../store/published.ts";

/** What answers a request: the stage's deployment, or its canary's. */
export type Chosen = {
  readonly snapshot: RestSnapshot;
  readonly deploymentId: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly isCanary: boolean;
};

/**
 * Gives the canary its part of the requests.
 * @param dice from 0 up to, and without, 1
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
 */
export function chooseDeployment({ canary, snapshot, stage }: PublishedRestStage, dice: number): Chosen {
  const { canarySettings, deploymentId, variables = {} } = stage;
  if (canary === undefined || dice * 100 >= (canarySettings?.percentTraffic ?? 0)) {
    return { snapshot, deploymentId, stageVariables: variables, isCanary: false };
  }
  return {
    snapshot: canary,
    deploymentId: canarySettings?.deploymentId ?? deploymentId,
    stageVariables: { ...variables, ...canarySettings?.stageVariableOverrides },
    isCanary: true,
  };
}
