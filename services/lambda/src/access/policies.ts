import { type AccessOf, notDecided } from "./rules.ts";

type PolicyOperation =
  | "AddPermission"
  | "DeleteResourcePolicy"
  | "GetPolicy"
  | "GetResourcePolicy"
  | "PutResourcePolicy"
  | "RemovePermission";

/** What IAM decides by of who may use a function. */
export const policyAccess: AccessOf<PolicyOperation> = {
  AddPermission: notDecided("AddPermission"),
  DeleteResourcePolicy: { action: "lambda:DeleteResourcePolicy", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  GetPolicy: notDecided("GetPolicy"),
  GetResourcePolicy: { action: "lambda:GetResourcePolicy", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  PutResourcePolicy: { action: "lambda:PutResourcePolicy", on: ({ ResourceArn }) => ({ resource: ResourceArn }) },
  RemovePermission: notDecided("RemovePermission"),
};
