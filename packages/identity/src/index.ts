export { accountOfKeyId, newAccessKeyId } from "./access-key-id.ts";
export { newSecret, openSecret, sealSecret } from "./access-key.ts";
export { openIdentities } from "./identities.ts";
export { type AwsManagedPolicy, managedPolicies, managedPolicy } from "./managed-policies/managed-policies.ts";
export * from "./records.ts";
export { type EncryptionKey, encryptionKeyOf, seal, unseal } from "./sealing.ts";
export { sessionTokenOf, type Temporary } from "./session-token.ts";
