import type { SdkConfigurationProperty, SdkType } from "@aws-sdk/client-api-gateway";

const required = (name: string, friendlyName: string, description?: string): SdkConfigurationProperty => ({
  name,
  friendlyName,
  ...(description !== undefined && { description }),
  required: true,
});

const optional = (name: string, friendlyName: string, description: string): SdkConfigurationProperty => ({
  name,
  friendlyName,
  description,
  required: false,
});

/** Which SDKs AWS generates for APIs, and what it asks about them. */
export const SDK_TYPES: readonly (SdkType & { readonly id: string })[] = [
  {
    id: "android",
    friendlyName: "Android",
    configurationProperties: [
      required("groupId", "Group ID"),
      required("invokerPackage", "Invoker package"),
      required("artifactId", "Artifact ID"),
      required("artifactVersion", "Artifact version"),
    ],
  },
  {
    id: "java",
    friendlyName: "Java",
    description: "Java SDK generator for API Gateway APIs",
    configurationProperties: [
      required(
        "service.name",
        "Service Name",
        "Name of the service which is used to derive the Java interface name for your client",
      ),
      required("java.package-name", "Java Package Name", "Name of the Java package your code will be generated under"),
      optional(
        "java.build-system",
        "Java Build System",
        "Build system to setup for project; Currently supported: maven, gradle",
      ),
      optional("java.group-id", "Java Group Id", "Group id for your Maven or Gradle project. Defaults to package name"),
      optional(
        "java.artifact-id",
        "Java Artifact Id",
        "Artifact Id for your Maven project or project name for your Gradle project. Defaults to service name",
      ),
      optional(
        "java.artifact-version",
        "Java Artifact Version",
        "Version of your Maven or Gradle project. Defaults to 1.0-SNAPSHOT",
      ),
      optional(
        "java.license-text",
        "Source Code License Text",
        "Customer provided license to inject into source file headers",
      ),
    ],
  },
  { id: "javascript", friendlyName: "JavaScript", configurationProperties: [] },
  {
    id: "objectivec",
    friendlyName: "iOS (Objective-C)",
    configurationProperties: [required("classPrefix", "Prefix")],
  },
  {
    id: "ruby",
    friendlyName: "Ruby",
    description: "Ruby SDK generator for API Gateway APIs",
    configurationProperties: [
      required("service.name", "Service Name", "Name of the service which is used to derive the name for your client"),
      optional("ruby.gem-name", "Ruby Gem Name", "Name of the Ruby gem your code will be generated under"),
      optional("ruby.gem-version", "Ruby Gem Version", "Version number for your service gem. Defaults to 1.0.0"),
    ],
  },
  { id: "swift", friendlyName: "iOS (Swift)", configurationProperties: [required("classPrefix", "Prefix")] },
];
