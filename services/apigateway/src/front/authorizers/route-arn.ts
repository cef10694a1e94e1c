import type { RouteAsked } from "./authorization.ts";

/** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/GET/pets/5`, of WebSocket APIs `…/STAGE/$connect`. */
export function routeArn({ published, request, route }: RouteAsked): string {
  const { apiId, place, stage } = published;
  const api = `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/${stage.StageName}`;
  if (published.kind === "WEBSOCKET") return `${api}/${route.RouteKey}`;
  return `${api}/${request.head.method}/${request.address.path.replace(/^\/+/, "")}`;
}
