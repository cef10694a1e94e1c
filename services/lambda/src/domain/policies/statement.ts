import type { AddLayerVersionPermissionRequest, AddPermissionRequest } from "@aws-sdk/client-lambda";
import { invalidParameterValue } from "../errors.ts";
import { type PolicyPrincipal, readPrincipal } from "./principal.ts";

/** A statement as AddPermission writes it, in the order in which AWS does. */
export type Statement = {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: PolicyPrincipal;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Condition;
};

type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a permission is on. */
export type PolicyResource = { readonly arn: string; readonly region: string };

type Permission = AddPermissionRequest & {
  readonly Action: string;
  readonly Principal: string;
  readonly StatementId: string;
};

/**
 * What AddPermission adds to the policy of a function, version or alias.
 * @throws AwsError InvalidParameterValueException
 */
export function functionStatement(resource: PolicyResource, permission: Permission): Statement {
  checkUrlConditions(permission);
  const { Action, Principal, StatementId: Sid } = permission;
  return statement(resource, { Sid, Principal, Action, Condition: conditionOf(permission) });
}

type LayerPermission = Pick<AddLayerVersionPermissionRequest, "OrganizationId"> & {
  readonly Action: string;
  readonly Principal: string;
  readonly StatementId: string;
};

/**
 * What AddLayerVersionPermission adds to the policy of a layer's version.
 * @throws AwsError InvalidParameterValueException
 */
export function layerStatement(resource: PolicyResource, permission: LayerPermission): Statement {
  const { Action, OrganizationId, Principal, StatementId: Sid } = permission;
  // An organization says who everybody is, and nobody else.
  if (OrganizationId !== undefined && Principal !== "*") throw organizationOfOne();
  return statement(resource, { Sid, Principal, Action, Condition: equals({ "aws:PrincipalOrgID": OrganizationId }) });
}

type Parts = Pick<Statement, "Action" | "Sid"> & {
  readonly Principal: string;
  readonly Condition: Condition;
};

function statement({ arn, region }: PolicyResource, { Action, Condition, Principal, Sid }: Parts): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: readPrincipal(Principal, region),
    Action,
    Resource: arn,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

const conditionOf = (permission: AddPermissionRequest): Condition => ({
  ...equals({
    "lambda:FunctionUrlAuthType": permission.FunctionUrlAuthType,
    "lambda:EventSourceToken": permission.EventSourceToken,
    "aws:PrincipalOrgID": permission.PrincipalOrgID,
    "AWS:SourceAccount": permission.SourceAccount,
  }),
  ...(permission.SourceArn !== undefined && { ArnLike: { "AWS:SourceArn": permission.SourceArn } }),
  ...(permission.InvokedViaFunctionUrl !== undefined && {
    Bool: { "lambda:InvokedViaFunctionUrl": String(permission.InvokedViaFunctionUrl) },
  }),
});

function equals(values: Readonly<Record<string, string | undefined>>): Condition {
  const given = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return given.length === 0 ? {} : { StringEquals: Object.fromEntries(given) };
}

function checkUrlConditions({ Action, FunctionUrlAuthType, InvokedViaFunctionUrl }: AddPermissionRequest): void {
  if (FunctionUrlAuthType !== undefined && Action !== "lambda:InvokeFunctionUrl") {
    throw invalidParameterValue("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
  }
  if (InvokedViaFunctionUrl !== undefined && Action !== "lambda:InvokeFunction") {
    throw invalidParameterValue("InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action");
  }
}

const organizationOfOne = (): Error =>
  invalidParameterValue("The principal must be * where an organization ID is given.");
