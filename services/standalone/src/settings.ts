import { containerSettings, hostSettings, processSettings } from "@skylab/sandbox/settings";
import { settings as apigatewaySettings } from "@skylab/apigateway/facts";
import { settings as iamSettings } from "@skylab/iam/facts";
import { settings as lambdaSettings } from "@skylab/lambda/facts";
import { settings as snsSettings } from "@skylab/sns/facts";
import {
  type Environment,
  readServiceSettings,
  readSettings,
  SERVICE_NAMES,
  type Settings,
  type SettingValues,
} from "@skylab/service";

/** The settings that services bring along. */
export const SERVICE_SETTINGS = {
  ...apigatewaySettings,
  ...iamSettings,
  ...lambdaSettings,
  ...snsSettings,
  ...hostSettings,
  ...processSettings,
  ...containerSettings,
};

/** All settings of the product. */
export type StandaloneSettings = Settings & { readonly own: SettingValues<typeof SERVICE_SETTINGS> };

/** @throws SettingsError for an unknown `SKYLAB_*` name or a bad value, whoever's it is. */
export const readAllSettings = (environment: Environment): StandaloneSettings => ({
  ...readSettings(environment, SERVICE_NAMES),
  own: readServiceSettings(environment, "all", SERVICE_SETTINGS),
});
