const { Fn, aws_ec2: ec2, aws_iam: iam, aws_logs: logs } = require('aws-cdk-lib');
const { PlainStack, tagList } = require('./shared');

const zones = [
  { id: 'use1-az1', part: 'Use1Az1', cidr: '10.0.2.0/26' },
  { id: 'use1-az2', part: 'Use1Az2', cidr: '10.0.2.64/26' },
];
const interfaces = {
  BedrockAgentcore: 'bedrock-agentcore',
  BedrockRuntime: 'bedrock-runtime',
  EcrApi: 'ecr.api',
  EcrDkr: 'ecr.dkr',
  Logs: 'logs',
  Monitoring: 'monitoring',
  Secretsmanager: 'secretsmanager',
  Xray: 'xray',
};

/// The services that the runtimes in the VPC, every third, call: those of the support team read a secret.
const calledServices = (runtimes) => {
  const inVpc = Array.from({ length: runtimes }, (_, index) => index + 1).filter((number) => number % 3 === 0);
  const unused = new Set();
  if (inVpc.length === 0) unused.add('BedrockRuntime');
  if (!inVpc.some((number) => number % 4 === 1)) unused.add('Secretsmanager');
  return Object.entries(interfaces).filter(([part]) => !unused.has(part));
};

class NetworkStack extends PlainStack {
  constructor(scope, id, props, runtimes) {
    super(scope, id, props);
    this.vpc = new ec2.CfnVPC(this, 'Vpc', {
      cidrBlock: '10.0.0.0/16',
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: tagList('hackathon-prod-vpc'),
    });
    this.output('VpcId', 'VPC of the agents', this.vpc.ref);
    this.tiers = zones.map((zone) => this.addZone(zone));
    this.addSecurityGroups();
    for (const [part, service] of calledServices(runtimes)) this.addInterface(part, service);
    this.addGateway();
    this.addFlowLogs();
  }

  addZone(zone) {
    const tags = tagList(`hackathon-prod-private-agent-${zone.id}`);
    const subnet = new ec2.CfnSubnet(this, `PrivateAgentSubnet${zone.part}`, {
      vpcId: this.vpc.ref,
      availabilityZoneId: zone.id,
      cidrBlock: zone.cidr,
      mapPublicIpOnLaunch: false,
      tags,
    });
    const table = new ec2.CfnRouteTable(this, `PrivateAgentRouteTable${zone.part}`, { vpcId: this.vpc.ref, tags });
    new ec2.CfnSubnetRouteTableAssociation(this, `PrivateAgentRouteTableAssociation${zone.part}`, {
      subnetId: subnet.ref,
      routeTableId: table.ref,
    });
    this.output(`PrivateAgentSubnet${zone.part}Id`, `PrivateAgent subnet in zone ${zone.id}`, subnet.ref);
    return { subnet, table };
  }

  addSecurityGroups() {
    const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
    const group = (part, groupDescription, rule) => {
      const made = new ec2.CfnSecurityGroup(this, `${part}SecurityGroup`, {
        groupDescription,
        vpcId: this.vpc.ref,
        securityGroupEgress: [rule],
        tags: tagList(`hackathon-prod-${part.toLowerCase()}`),
      });
      this.output(`${part}SecurityGroupId`, groupDescription, made.attrGroupId);
      return made;
    };
    const runtime = group('Runtime', 'Agent runtimes', {
      ...https,
      cidrIp: '0.0.0.0/0',
      description: 'HTTPS to AWS services and the S3 gateway endpoint',
    });
    this.endpointGroup = group('Endpoint', 'VPC endpoints of the agent runtimes', {
      ipProtocol: '-1',
      cidrIp: '127.0.0.1/32',
      description: 'No outbound traffic',
    });
    new ec2.CfnSecurityGroupIngress(this, 'EndpointIngressFromRuntime', {
      ...https,
      groupId: this.endpointGroup.attrGroupId,
      sourceSecurityGroupId: runtime.attrGroupId,
      description: 'HTTPS from the agent runtimes',
    });
    new ec2.CfnSecurityGroupEgress(this, 'RuntimeEgressToEndpoint', {
      ...https,
      groupId: runtime.attrGroupId,
      destinationSecurityGroupId: this.endpointGroup.attrGroupId,
      description: 'HTTPS to the VPC endpoints',
    });
  }

  endpoint(part, service, props) {
    const made = new ec2.CfnVPCEndpoint(this, `${part}Endpoint`, {
      serviceName: Fn.sub(`com.amazonaws.\${AWS::Region}.${service}`),
      vpcId: this.vpc.ref,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceVpc': this.vpc.ref } },
          },
        ],
      },
      tags: tagList(`hackathon-prod-${service}`),
      ...props,
    });
    this.output(`${part}EndpointId`, `VPC endpoint of ${service}`, made.ref);
  }

  addInterface(part, service) {
    this.endpoint(part, service, {
      vpcEndpointType: 'Interface',
      subnetIds: this.tiers.map((tier) => tier.subnet.ref),
      securityGroupIds: [this.endpointGroup.attrGroupId],
      privateDnsEnabled: true,
    });
  }

  addGateway() {
    this.endpoint('S3', 's3', {
      vpcEndpointType: 'Gateway',
      routeTableIds: this.tiers.map((tier) => tier.table.ref),
    });
  }

  addFlowLogs() {
    const tags = tagList('hackathon-prod-flow-logs');
    const group = new logs.CfnLogGroup(this, 'FlowLogGroup', { retentionInDays: 90, tags });
    const role = new iam.CfnRole(this, 'FlowLogRole', {
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': this.account } },
          },
        ],
      },
      policies: [
        {
          policyName: 'flow-logs',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'FlowLogDelivery',
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
                Resource: group.attrArn,
              },
            ],
          },
        },
      ],
      tags,
    });
    new ec2.CfnFlowLog(this, 'FlowLog', {
      resourceId: this.vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: group.ref,
      deliverLogsPermissionArn: role.attrArn,
      tags,
    });
  }
}

module.exports = { NetworkStack };
