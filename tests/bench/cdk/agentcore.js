const { Fn, aws_bedrockagentcore: agentcore } = require('aws-cdk-lib');
const { PlainStack, tagMap } = require('./shared');

const teams = ['billing', 'support', 'research', 'planning'];
const imported = (stack, output) => Fn.importValue(`hackathon-${stack}-prod-${output}`);

const image = (number) => {
  if (number % 2 === 0) return `123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1.${number}.0`;
  return Fn.join('', [imported('storage', 'ToolImagesRepositoryUri'), `:v2.${number}.1`]);
};

const network = (number) => {
  if (number % 3 !== 0) return { networkMode: 'PUBLIC' };
  return {
    networkMode: 'VPC',
    networkModeConfig: {
      subnets: ['Use1Az1', 'Use1Az2'].map((zone) => imported('network', `PrivateAgentSubnet${zone}Id`)),
      securityGroups: [imported('network', 'RuntimeSecurityGroupId')],
    },
  };
};

const url = (part, endpoint) =>
  Fn.sub(
    'https://bedrock-agentcore.${AWS::Region}.${AWS::URLSuffix}/runtimes/arn%3A${AWS::Partition}%3Abedrock-agentcore' +
      `%3A\${AWS::Region}%3A\${AWS::AccountId}%3Aruntime%2F\${${part}.AgentRuntimeId}` +
      `/invocations?qualifier=${endpoint}`,
  );

class AgentcoreStack extends PlainStack {
  constructor(scope, id, props, runtimes) {
    super(scope, id, props);
    for (let number = 1; number <= runtimes; ++number) this.addRuntime(number);
  }

  addRuntime(number) {
    const team = teams[number % teams.length];
    const digits = String(number).padStart(5, '0');
    const part = `${team[0].toUpperCase()}${team.slice(1)}Agent${digits}Runtime`;
    const name = `${team}-agent-${digits}`;
    const runtime = new agentcore.CfnRuntime(this, part, {
      agentRuntimeName: name.replaceAll('-', '_'),
      description: `Agent ${number} of the ${team} team: answers what its customers ask`,
      agentRuntimeArtifact: { containerConfiguration: { containerUri: image(number) } },
      roleArn: imported('security', `${team[0].toUpperCase()}${team.slice(1)}AgentsRoleArn`),
      networkConfiguration: network(number),
      protocolConfiguration: number % 8 === 0 ? 'MCP' : undefined,
      environmentVariables: {
        LOG_LEVEL: 'info',
        TEAM_NAME: team,
        SERVICE_URL: `https://${team}.example.com/api/${number}`,
      },
      tags: tagMap(name, { Team: team, Service: `agent-${number}` }),
    });
    const large = number % 4 === 0;
    runtime.cfnOptions.metadata = { ContainerCpu: large ? 2048 : 1024, ContainerMemory: large ? 4096 : 2048 };
    this.addOutputs(part, name, runtime);
    if (number % 5 === 0) this.addEndpoint(part, name, runtime);
  }

  addOutputs(part, name, runtime) {
    this.output(`${part}Arn`, `ARN of ${name}`, runtime.attrAgentRuntimeArn);
    this.output(`${part}Id`, `Id of ${name}`, runtime.attrAgentRuntimeId);
    this.output(`${part}Version`, `Version of ${name}`, runtime.attrAgentRuntimeVersion);
    this.output(`${part}Status`, `Status of ${name}`, runtime.attrStatus);
    this.output(`${part}EndpointUrl`, `URL to invoke the newest version of ${name}`, url(part, 'DEFAULT'));
  }

  addEndpoint(part, name, runtime) {
    new agentcore.CfnRuntimeEndpoint(this, `${part}ProductionEndpoint`, {
      agentRuntimeId: runtime.attrAgentRuntimeId,
      name: 'production',
      agentRuntimeVersion: '3',
      tags: tagMap(`${name}-production`),
    });
    this.output(`${part}ProductionEndpointInvokeUrl`, `URL to invoke ${name}`, url(part, 'production'));
  }
}

module.exports = { AgentcoreStack };
