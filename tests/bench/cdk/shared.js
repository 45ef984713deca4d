// What all four stacks have: tags, and outputs under the export names that agentcore-synth gives them.
const { CfnOutput, DefaultStackSynthesizer, Stack } = require('aws-cdk-lib');

const common = { Project: 'hackathon', Environment: 'prod', Owner: 'platform-team', CostCenter: 'engineering' };

const tagMap = (name, more = {}) => ({ ...common, ...more, Name: name });
const tagList = (name) => Object.entries(tagMap(name)).map(([key, value]) => ({ key, value }));

class PlainStack extends Stack {
  constructor(scope, id, props) {
    // Without the bootstrap rule and the metadata resource, which the other side's templates do not have.
    super(scope, id, { ...props, synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
  }

  output(name, description, value) {
    new CfnOutput(this, name, { description, value, exportName: `${this.stackName}-${name}` });
  }
}

module.exports = { PlainStack, tagList, tagMap };
