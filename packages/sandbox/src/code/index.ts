export { type CodeStore, openCodeStore, type UnpackedCode } from "./code-store.ts";
