import { formatArn, type Place } from "@skylab/aws";
import type { TableAddress } from "./table-name.ts";

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html#amazondynamodb-resources-for-iam-policies

const arnOf = (place: Place, resource: string): string => formatArn({ service: "dynamodb", ...place, resource });

export const tableArn = ({ name, place }: TableAddress): string => arnOf(place, `table/${name}`);

export const indexArn = (table: TableAddress, index: string): string => `${tableArn(table)}/index/${index}`;

export const streamArn = (table: TableAddress, label: string): string => `${tableArn(table)}/stream/${label}`;

export const exportArn = (table: TableAddress, id: string): string => `${tableArn(table)}/export/${id}`;

export const importArn = (table: TableAddress, id: string): string => `${tableArn(table)}/import/${id}`;

export const backupArn = (table: TableAddress, id: string): string => `${tableArn(table)}/backup/${id}`;
