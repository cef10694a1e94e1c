/**
 * `$context`: what templates, parameter mappings, access logs and authorizers may ask of a request, by AWS's names. It grows
 * on the way: who has authorized writes `authorizer`, who has failed writes `error`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
 */
export type ContextVariables = { [name: string]: ContextValue };

export type ContextValue = string | number | boolean | null | undefined | ContextVariables;
