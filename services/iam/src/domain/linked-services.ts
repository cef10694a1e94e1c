/** A service that has roles of its own in its customers' accounts. */
export type LinkedService = {
  /** The role's name after `AWSServiceRoleFor`. */
  readonly role: string;
  /** AWS's managed policy that the role holds, under `/aws-service-role/`. */
  readonly policy: string;
  /** Whether an account may have several such roles, told apart by a suffix. */
  readonly suffix?: true;
};

/**
 * By service principal without `.amazonaws.com`; names, policies and suffixes as AWS answered them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
export const LINKED_SERVICES: Readonly<Record<string, LinkedService>> = {
  "accountdiscovery.ssm": {
    role: "AmazonSSM_AccountDiscovery",
    policy: "AWSSystemsManagerAccountDiscoveryServicePolicy",
  },
  acm: { role: "CertificateManager", policy: "CertificateManagerServiceRolePolicy" },
  appmesh: { role: "AppMesh", policy: "AWSAppMeshServiceRolePolicy" },
  "autoscaling-plans": { role: "AutoScalingPlans_EC2AutoScaling", policy: "AWSAutoScalingPlansEC2AutoScalingPolicy" },
  autoscaling: { role: "AutoScaling", policy: "AutoScalingServiceRolePolicy", suffix: true },
  backup: { role: "Backup", policy: "AWSBackupServiceLinkedRolePolicyForBackup" },
  batch: { role: "Batch", policy: "BatchServiceRolePolicy" },
  "cassandra.application-autoscaling": {
    role: "ApplicationAutoScaling_CassandraTable",
    policy: "AWSApplicationAutoscalingCassandraTablePolicy",
  },
  "cks.kms": {
    role: "KeyManagementServiceCustomKeyStores",
    policy: "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy",
  },
  cloudtrail: { role: "CloudTrail", policy: "CloudTrailServiceRolePolicy" },
  "codestar-notifications": { role: "CodeStarNotifications", policy: "AWSCodeStarNotificationsServiceRolePolicy" },
  config: { role: "Config", policy: "AWSConfigServiceRolePolicy" },
  connect: { role: "AmazonConnect", policy: "AmazonConnectServiceLinkedRolePolicy", suffix: true },
  "dms-fleet-advisor": { role: "DMSFleetAdvisor", policy: "AWSDMSFleetAdvisorServiceRolePolicy" },
  dms: { role: "DMSServerless", policy: "AWSDMSServerlessServiceRolePolicy" },
  "docdb-elastic": { role: "DocDB-Elastic", policy: "AmazonDocDB-ElasticServiceRolePolicy" },
  "ec2-instance-connect": { role: "Ec2InstanceConnect", policy: "Ec2InstanceConnectEndpoint" },
  "ec2.application-autoscaling": {
    role: "ApplicationAutoScaling_EC2SpotFleetRequest",
    policy: "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy",
  },
  ecr: { role: "ECRTemplate", policy: "ECRTemplateServiceRolePolicy" },
  ecs: { role: "ECS", policy: "AmazonECSServiceRolePolicy" },
  "eks-connector": { role: "AmazonEKSConnector", policy: "AmazonEKSConnectorServiceRolePolicy" },
  "eks-fargate": { role: "AmazonEKSForFargate", policy: "AmazonEKSForFargateServiceRolePolicy" },
  "eks-nodegroup": { role: "AmazonEKSNodegroup", policy: "AWSServiceRoleForAmazonEKSNodegroup" },
  eks: { role: "AmazonEKS", policy: "AmazonEKSServiceRolePolicy" },
  elasticache: { role: "ElastiCache", policy: "ElastiCacheServiceRolePolicy" },
  elasticbeanstalk: { role: "ElasticBeanstalk", policy: "AWSElasticBeanstalkServiceRolePolicy" },
  elasticfilesystem: { role: "AmazonElasticFileSystem", policy: "AmazonElasticFileSystemServiceRolePolicy" },
  elasticloadbalancing: { role: "ElasticLoadBalancing", policy: "AWSElasticLoadBalancingServiceRolePolicy" },
  "email.cognito-idp": { role: "AmazonCognitoIdpEmailService", policy: "AmazonCognitoIdpEmailServiceRolePolicy" },
  "emr-containers": { role: "AmazonEMRContainers", policy: "AmazonEMRContainersServiceRolePolicy" },
  emrwal: { role: "EMRWAL", policy: "EMRDescribeClusterPolicyForEMRWAL" },
  es: { role: "AmazonElasticsearchService", policy: "AmazonElasticsearchServiceRolePolicy" },
  fis: { role: "FIS", policy: "AmazonFISServiceRolePolicy" },
  grafana: { role: "AmazonGrafana", policy: "AmazonGrafanaServiceLinkedRolePolicy" },
  imagebuilder: { role: "ImageBuilder", policy: "AWSServiceRoleForImageBuilder" },
  iotmanagedintegrations: { role: "IoTManagedIntegrations", policy: "AWSIoTManagedIntegrationsRolePolicy" },
  kafka: { role: "Kafka", policy: "KafkaServiceRolePolicy" },
  kafkaconnect: { role: "KafkaConnect", policy: "KafkaConnectServiceRolePolicy" },
  lakeformation: { role: "LakeFormationDataAccess", policy: "LakeFormationDataAccessServiceRolePolicy" },
  lexv2: { role: "LexV2Bots", policy: "AmazonLexV2BotPolicy", suffix: true },
  lightsail: { role: "Lightsail", policy: "LightsailExportAccess" },
  m2: { role: "AWSM2", policy: "AWSM2ServicePolicy" },
  memorydb: { role: "MemoryDB", policy: "MemoryDBServiceRolePolicy" },
  lex: { role: "LexBots", policy: "AmazonLexBotPolicy" },
  mq: { role: "AmazonMQ", policy: "AmazonMQServiceRolePolicy" },
  "mrk.kms": {
    role: "KeyManagementServiceMultiRegionKeys",
    policy: "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy",
  },
  notifications: { role: "AwsUserNotifications", policy: "AWSUserNotificationsServiceLinkedRolePolicy" },
  "observability.aoss": { role: "AmazonOpenSearchServerless", policy: "AmazonOpenSearchServerlessServiceRolePolicy" },
  opensearchservice: { role: "AmazonOpenSearchService", policy: "AmazonOpenSearchServiceRolePolicy" },
  "ops.apigateway": { role: "APIGateway", policy: "APIGatewayServiceRolePolicy" },
  "ops.emr-serverless": { role: "AmazonEMRServerless", policy: "AmazonEMRServerlessServiceRolePolicy" },
  "opsdatasync.ssm": { role: "SystemsManagerOpsDataSync", policy: "AWSSystemsManagerOpsDataSyncServiceRolePolicy" },
  "opsinsights.ssm": { role: "AmazonSSM_OpsInsights", policy: "AWSSSMOpsInsightsServiceRolePolicy" },
  "pullthroughcache.ecr": { role: "ECRPullThroughCache", policy: "AWSECRPullThroughCache_ServiceRolePolicy" },
  ram: { role: "ResourceAccessManager", policy: "AWSResourceAccessManagerServiceRolePolicy" },
  rds: { role: "RDS", policy: "AmazonRDSServiceRolePolicy" },
  redshift: { role: "Redshift", policy: "AmazonRedshiftServiceLinkedRolePolicy" },
  "replication.cassandra": { role: "KeyspacesReplication", policy: "KeyspacesReplicationServiceRolePolicy" },
  "replication.ecr": { role: "ECRReplication", policy: "ECRReplicationServiceRolePolicy" },
  "repository.sync.codeconnections": { role: "GitSync", policy: "AWSGitSyncServiceRolePolicy" },
  "resource-explorer-2": { role: "ResourceExplorer", policy: "AWSResourceExplorerServiceRolePolicy" },
  rolesanywhere: { role: "RolesAnywhere", policy: "AWSRolesAnywhereServicePolicy" },
  "s3-outposts": { role: "S3OnOutposts", policy: "AWSS3OnOutpostsServiceRolePolicy" },
  ses: { role: "AmazonSES", policy: "AmazonSESServiceRolePolicy" },
  shield: { role: "AWSShield", policy: "AWSShieldServiceRolePolicy" },
  spot: { role: "EC2Spot", policy: "AWSEC2SpotServiceRolePolicy" },
  spotfleet: { role: "EC2SpotFleet", policy: "AWSEC2SpotFleetServiceRolePolicy" },
  "ssm-incidents": { role: "IncidentManager", policy: "AWSIncidentManagerServiceRolePolicy" },
  "ssm-quicksetup": { role: "SSMQuickSetup", policy: "SSMQuickSetupRolePolicy" },
  ssm: { role: "AmazonSSM", policy: "AmazonSSMServiceRolePolicy" },
  sso: { role: "SSO", policy: "AWSSSOServiceRolePolicy" },
  "vpcorigin.cloudfront": { role: "CloudFrontVPCOrigin", policy: "AWSCloudFrontVPCOriginServiceRolePolicy" },
  waf: { role: "WAFLogging", policy: "WAFLoggingServiceRolePolicy" },
  wafv2: { role: "WAFV2Logging", policy: "WAFV2LoggingServiceRolePolicy" },
};
