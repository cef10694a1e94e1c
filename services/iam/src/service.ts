import { loadModel } from "@skylab/protocol";
import type { ServiceDefinition } from "@skylab/service";
import { accountsRoute } from "./control/accounts-route.ts";
import { claims, stsClaims } from "./facts.ts";
import { iamAccess } from "./access/iam-access.ts";
import { iamDenied } from "./access/iam-denied.ts";
import { iamOperations } from "./iam-operations.ts";
import type { IamOperations, StsOperations } from "./operation.ts";
import { openAccounts } from "./store/accounts.ts";
import { type IamEngines, type IamStore, openStore } from "./store/store.ts";
import { stsAccess, stsDenied } from "./access/sts-access.ts";
import { stsOperations } from "./sts-operations.ts";

/** AWS Identity and Access Management. */
export function iam(engines: IamEngines): ServiceDefinition<IamOperations, IamStore> {
  const store = openStore(engines);
  return {
    ...claims,
    model: loadModel("iam"),
    operations: iamOperations,
    access: iamAccess,
    accessDenied: iamDenied,
    engines: store,
    control: accountsRoute(openAccounts(engines)),
    reset: store.reset,
  };
}

/** AWS Security Token Service: it keeps nothing of its own. */
export function sts(engines: IamEngines): ServiceDefinition<StsOperations, IamStore> {
  return {
    ...stsClaims,
    model: loadModel("sts"),
    operations: stsOperations,
    access: stsAccess,
    accessDenied: stsDenied,
    engines: openStore(engines),
    reset: () => Promise.resolve(),
  };
}
