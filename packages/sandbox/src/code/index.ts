export { type CodeStore, type CodeStoreOptions, openCodeStore, type UnpackedCode } from "./code-store.ts";
export { MAX_UNPACKED_BYTES } from "./limits.ts";
