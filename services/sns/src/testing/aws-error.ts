import { AwsError } from "@skylab/aws";

export const awsError = (code: string, status: number): AwsError => new AwsError(code, `${code} it is.`, { status });
