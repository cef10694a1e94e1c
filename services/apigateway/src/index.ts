export { apigateway, apigatewaymanagementapi, apigatewayv2 } from "./service.ts";
export type { ApigatewayEngines } from "./store/engines.ts";
