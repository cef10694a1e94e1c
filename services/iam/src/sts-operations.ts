import { notImplemented, type ServiceDefinition } from "@skylab/service";
import type { StsOperations } from "./operation.ts";
import { AssumeRole } from "./operations/AssumeRole.ts";
import { AssumeRoleWithWebIdentity } from "./operations/AssumeRoleWithWebIdentity.ts";
import { DecodeAuthorizationMessage } from "./operations/DecodeAuthorizationMessage.ts";
import { GetAccessKeyInfo } from "./operations/GetAccessKeyInfo.ts";
import { GetCallerIdentity } from "./operations/GetCallerIdentity.ts";
import { GetFederationToken } from "./operations/GetFederationToken.ts";
import { GetSessionToken } from "./operations/GetSessionToken.ts";
import type { IamStore } from "./store/store.ts";

/** Every operation of STS. */
export const stsOperations: ServiceDefinition<StsOperations, IamStore>["operations"] = {
  AssumeRole,
  AssumeRoleWithSAML: notImplemented,
  AssumeRoleWithWebIdentity,
  AssumeRoot: notImplemented,
  DecodeAuthorizationMessage,
  GetAccessKeyInfo,
  GetCallerIdentity,
  GetDelegatedAccessToken: notImplemented,
  GetFederationToken,
  GetScopedCredentials: notImplemented,
  GetSessionToken,
  GetWebIdentityToken: notImplemented,
};
