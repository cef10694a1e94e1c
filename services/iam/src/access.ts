import type { Access } from "@skylab/service";
import type { IamOperations, StsOperations } from "./operation.ts";
import type { IamStore } from "./store/store.ts";

const anything = (service: string): unknown => ({ service });

export const iamAccess = anything("iam") as {
  readonly [Name in keyof IamOperations]: Access<IamOperations[Name]["input"], IamStore>;
};
export const stsAccess = anything("sts") as {
  readonly [Name in keyof StsOperations]: Access<StsOperations[Name]["input"], IamStore>;
};
