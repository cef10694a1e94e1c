import type { AwsError } from "@skylab/aws";
import { resourceConflict, resourceNotFound } from "../errors.ts";

export const aliasExists = (arn: string): AwsError => resourceConflict(`Alias already exists: ${arn}`);

export const cannotFindAlias = (arn: string): AwsError => resourceNotFound(`Cannot find alias arn: ${arn}`);

/** UpdateAlias says it in other words than all others. */
export const aliasNotFound = (arn: string): AwsError => resourceNotFound(`Alias not found: ${arn}`);
