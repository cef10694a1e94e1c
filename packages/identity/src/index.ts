export { accountOfKeyId, type AccessKeyKind, newAccessKeyId } from "./access-key-id.ts";
export { newSecret, openSecret, sealSecret } from "./access-key.ts";
export type { Entitlements, Identities, IdentitiesOptions } from "./identities.ts";
export * from "./records.ts";
export { type EncryptionKey, encryptionKeyOf, seal, unseal } from "./sealing.ts";
export { openSessionToken, sessionTokenOf, type Temporary } from "./session-token.ts";
