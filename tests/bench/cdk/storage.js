const { CfnDeletionPolicy, Fn, aws_ecr: ecr, aws_kms: kms } = require('aws-cdk-lib');
const { PlainStack, tagList } = require('./shared');

const keepImages = (count) =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: 'Keep the newest images',
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: count },
        action: { type: 'expire' },
      },
    ],
  });

const retain = (resource) => {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return resource;
};

class StorageStack extends PlainStack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const key = this.addKey();
    this.addRepository('AgentImagesRepository', 'agent-images', 30, key);
    this.addRepository('ToolImagesRepository', 'tool-images', 50, key);
  }

  addKey() {
    const key = retain(
      new kms.CfnKey(this, 'RepositoryKey', {
        description: 'Encrypts the agent images of hackathon',
        enableKeyRotation: true,
        keyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'AccountAdministers',
              Effect: 'Allow',
              Principal: { AWS: Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
        tags: tagList('hackathon-prod-images'),
      }),
    );
    new kms.CfnAlias(this, 'RepositoryKeyAlias', { aliasName: 'alias/hackathon-prod-images', targetKeyId: key.ref });
    return key;
  }

  addRepository(part, name, count, key) {
    const repository = retain(
      new ecr.CfnRepository(this, part, {
        repositoryName: name,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: key.attrArn },
        lifecyclePolicy: { lifecyclePolicyText: keepImages(count) },
        tags: tagList(name),
      }),
    );
    this.output(`${part}Uri`, `URI to push images of ${name} to`, repository.attrRepositoryUri);
  }
}

module.exports = { StorageStack };
