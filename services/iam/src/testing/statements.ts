type Fields = { readonly [field: string]: unknown };

/** A policy document of these statements. */
export const policy = (...statements: Fields[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const allow = (Action: string | string[], more: Fields = {}): Fields => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});

export const deny = (Action: string, more: Fields = {}): Fields => ({ Effect: "Deny", Action, Resource: "*", ...more });

/** A condition of a statement. */
export const onlyIf = (key: string, operator = "StringEquals", value = "yes"): Fields => ({
  Condition: { [operator]: { [key]: value } },
});
