import type * as sdk from "@aws-sdk/client-apigatewayv2";
import { dateOf } from "./members.ts";
import type { StoredV2Deployment, StoredV2Stage, V2Snapshot } from "./snapshot.ts";

/** Why an API cannot be deployed, in AWS's words. */
export function undeployable({ api, routes }: V2Snapshot): string | undefined {
  if (routes.length > 0) return undefined;
  return api.ProtocolType === "WEBSOCKET"
    ? "At least one route is required before deploying the Api."
    : "Unable to deploy API because no routes exist in this API";
}

type NewDeployment = { readonly deploymentId: string; readonly now: number };

/** A deployment that somebody makes. */
export const newV2Deployment = (description: string | undefined, made: NewDeployment): StoredV2Deployment => ({
  AutoDeployed: false,
  CreatedDate: made.now,
  DeploymentId: made.deploymentId,
  DeploymentStatus: "DEPLOYED",
  ...(description !== undefined && { Description: description }),
});

/** One that stages make of themselves. */
export const automaticDeployment = (made: NewDeployment): StoredV2Deployment => ({
  ...newV2Deployment("Automatic deployment triggered by changes to the Api configuration", made),
  AutoDeployed: true,
});

/** A stage on which a deployment was put by itself. */
export const deployedOfItself = (stage: StoredV2Stage, { deploymentId, now }: NewDeployment): StoredV2Stage => ({
  ...stage,
  DeploymentId: deploymentId,
  LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${deploymentId}'`,
  LastUpdatedDate: now,
});

/** A stage that could not deploy; it answers as before. */
export const notDeployedOfItself = (stage: StoredV2Stage, why: string, now: number): StoredV2Stage => ({
  ...stage,
  LastDeploymentStatusMessage: `Deployment attempt failed: ${why}`,
  LastUpdatedDate: now,
});

/** So many automatic deployments are kept that no stage has any more: AWS removes old ones, too, and does not tell when. */
const KEPT_DEPLOYMENTS = 10;

/** Another replica may know a stage as it was a second ago, and look for what it had then. Milliseconds. */
const KEPT_MS = 10_000;

/** Which automatic deployments go: old ones that no stage has. */
export function outdatedDeployments(
  deployments: readonly StoredV2Deployment[],
  stages: readonly StoredV2Stage[],
  now: number,
): readonly StoredV2Deployment[] {
  const used = new Set(stages.map(({ DeploymentId }) => DeploymentId));
  return deployments
    .filter(({ AutoDeployed, DeploymentId }) => AutoDeployed === true && !used.has(DeploymentId))
    .toSorted((one, other) => (other.CreatedDate ?? 0) - (one.CreatedDate ?? 0))
    .slice(KEPT_DEPLOYMENTS)
    .filter(({ CreatedDate = 0 }) => CreatedDate < now - KEPT_MS);
}

/** As the API shows it. */
export const describeV2Deployment = ({
  CreatedDate,
  ...deployment
}: StoredV2Deployment): sdk.Deployment & {
  DeploymentId: string;
} => ({ ...deployment, CreatedDate: dateOf(CreatedDate) });
