const { Fn, aws_iam: iam } = require('aws-cdk-lib');
const { PlainStack, tagList } = require('./shared');

const allow = (Sid, Action, Resource, more = {}) => ({ Sid, Effect: 'Allow', Action, Resource, ...more });
const arn = (rest) => Fn.sub(`arn:\${AWS::Partition}:${rest}`);
const local = (service, rest) => arn(`${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`);

const statements = (team) => [
  allow('EcrImageAccess', ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], [
    local('ecr', 'repository/agent-images'),
    local('ecr', 'repository/tool-images'),
  ]),
  allow('EcrTokenAccess', 'ecr:GetAuthorizationToken', '*'),
  allow('LogGroupAccess', ['logs:CreateLogGroup', 'logs:DescribeLogStreams'],
    local('logs', `log-group:/aws/bedrock-agentcore/runtimes/${team}_agent_*`)),
  allow('LogGroupListing', 'logs:DescribeLogGroups', local('logs', 'log-group:*')),
  allow('LogStreamAccess', ['logs:CreateLogStream', 'logs:PutLogEvents'],
    local('logs', `log-group:/aws/bedrock-agentcore/runtimes/${team}_agent_*:log-stream:*`)),
  allow('MetricsAccess', 'cloudwatch:PutMetricData', '*', {
    Condition: { StringEquals: { 'cloudwatch:namespace': 'bedrock-agentcore' } },
  }),
  allow('ModelInvocation', ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    arn('bedrock:${AWS::Region}::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0')),
  allow('TraceAccess', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'),
];

class SecurityStack extends PlainStack {
  constructor(scope, id, props) {
    super(scope, id, props);
    for (const team of ['billing', 'support', 'research', 'planning']) this.addRole(team);
  }

  addRole(team) {
    const part = `${team[0].toUpperCase()}${team.slice(1)}AgentsRole`;
    const role = new iam.CfnRole(this, part, {
      roleName: `${team}-agents`,
      description: 'Assumed by AgentCore runtimes of hackathon',
      maxSessionDuration: 3600,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'bedrock-agentcore.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'aws:SourceAccount': this.account },
              ArnLike: { 'aws:SourceArn': local('bedrock-agentcore', '*') },
            },
          },
        ],
      },
      policies: [
        { policyName: 'agentcore-runtime', policyDocument: { Version: '2012-10-17', Statement: statements(team) } },
      ],
      tags: tagList(`${team}-agents`),
    });
    this.output(`${part}Arn`, 'Role that runtimes assume', role.attrArn);
  }
}

module.exports = { SecurityStack };
