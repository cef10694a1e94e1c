import type { QueryParameter } from "@aws-sdk/client-cloudwatch-logs";

/** A query that was saved. */
export type QueryDefinitionRow = {
  readonly name: string;
  readonly text: string;
  readonly language: "CWLI" | "SQL" | "PPL";
  readonly groups?: string[];
  readonly parameters?: QueryParameter[];
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
};

export type QueryDefinition = { readonly id: string; readonly row: QueryDefinitionRow };

export const describeQueryDefinition = ({ id, row }: QueryDefinition) => ({
  queryDefinitionId: id,
  queryLanguage: row.language,
  name: row.name,
  queryString: row.text,
  lastModified: row.modifiedAt,
  logGroupNames: row.groups ?? [],
  ...(row.parameters !== undefined && { parameters: row.parameters }),
});
