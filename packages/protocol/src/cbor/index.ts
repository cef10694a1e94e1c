export { rpcv2Cbor } from "./rpcv2-cbor.ts";
