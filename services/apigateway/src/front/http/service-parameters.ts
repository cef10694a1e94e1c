import { type Expression, parseExpression } from "./expression.ts";

/** What an operation is asked with, by name. */
export type ServiceParameters = readonly (readonly [name: string, value: Expression])[];

/** The parameters of an integration with a service, parsed once. */
export const serviceParameters = (parameters: Readonly<Record<string, string>> = {}): ServiceParameters =>
  Object.entries(parameters).map(([name, text]) => [name, parseExpression(text)] as const);
