// The parts that CreateTable's requests are made of.

export const attribute = (name: string, type: "S" | "N" | "B" = "S") => ({ AttributeName: name, AttributeType: type });

export const hash = (name: string) => ({ AttributeName: name, KeyType: "HASH" as const });

export const range = (name: string) => ({ AttributeName: name, KeyType: "RANGE" as const });

export const units = (count: number) => ({ ReadCapacityUnits: count, WriteCapacityUnits: count });

export const all = { ProjectionType: "ALL" as const };

/** A table on demand whose only key is `a`. */
export const simpleTable = (name: string) => ({
  TableName: name,
  AttributeDefinitions: [attribute("a")],
  KeySchema: [hash("a")],
  BillingMode: "PAY_PER_REQUEST" as const,
});
