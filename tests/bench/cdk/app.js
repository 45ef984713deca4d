// What tests/bench/config.cpp writes for agentcore-synth, as a CDK app of L1 constructs: the same four stacks with
// the same resources and outputs. RUNTIMES says how many runtimes there are.
const { App } = require('aws-cdk-lib');
const { NetworkStack } = require('./network');
const { SecurityStack } = require('./security');
const { StorageStack } = require('./storage');
const { AgentcoreStack } = require('./agentcore');

const runtimes = Number(process.env.RUNTIMES);
// One agentcore stack whatever its size, which is less work than several.
const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 }, analyticsReporting: false });
const env = { account: '123456789012', region: 'us-east-1' };
const props = (stack) => ({ env, stackName: `hackathon-${stack}-prod`, description: `${stack} of hackathon, prod` });

const producers = [
  new NetworkStack(app, 'network', props('network'), runtimes),
  new SecurityStack(app, 'security', props('security')),
  new StorageStack(app, 'storage', props('storage')),
];
const agentcore = new AgentcoreStack(app, 'agentcore', props('agentcore'), runtimes);
for (const stack of producers) agentcore.addStackDependency(stack);
app.synth();
