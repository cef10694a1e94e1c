import { jsonTable } from "@skylab/records";
import type {
  StoredRoute,
  StoredRouteResponse,
  StoredV2Authorizer,
  StoredV2Integration,
  StoredV2IntegrationResponse,
  StoredV2Model,
} from "../domain/v2/snapshot.ts";
import {
  V2_AUTHORIZERS_SPACE,
  V2_INTEGRATION_RESPONSES_SPACE,
  V2_INTEGRATIONS_SPACE,
  V2_MODELS_SPACE,
  V2_ROUTE_RESPONSES_SPACE,
  V2_ROUTES_SPACE,
} from "./spaces.ts";

// Parts of HTTP and WebSocket APIs: `rows.get(routeRows, apiId, routeId)`. `changeApi` alone changes them.

export const routeRows = jsonTable<StoredRoute>(V2_ROUTES_SPACE);

/** By the route's id in front of its own. */
export const routeResponseRows = jsonTable<StoredRouteResponse>(V2_ROUTE_RESPONSES_SPACE);

export const v2IntegrationRows = jsonTable<StoredV2Integration>(V2_INTEGRATIONS_SPACE);

/** By the integration's id in front of its own. */
export const v2IntegrationResponseRows = jsonTable<StoredV2IntegrationResponse>(V2_INTEGRATION_RESPONSES_SPACE);

export const v2AuthorizerRows = jsonTable<StoredV2Authorizer>(V2_AUTHORIZERS_SPACE);

export const v2ModelRows = jsonTable<StoredV2Model>(V2_MODELS_SPACE);
