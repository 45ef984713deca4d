"""moto's CloudFormation, completed for every type and property that agentcore-synth emits.

moto passes over what it does not know. Here nothing is passed over: an unknown type, a property that reaches no
service, an attribute that does not resolve and an update that cannot be done all fail the stack.

type                       moto 5.2 lacks                             here it is
BedrockAgentCore::Runtime  the type                                   moto's bedrock-agentcore-control; ids, ARNs as on
                                                                      AWS; role, subnets, groups, image or code must
                                                                      exist
  ::RuntimeEndpoint        the type                                   moto's bedrock-agentcore-control
CloudWatch::Alarm          the type                                   moto's cloudwatch
EC2::VPC                   EnableDnsSupport, EnableDnsHostnames       set on moto's VPC
EC2::Subnet                AvailabilityZoneId, MapPublicIpOnLaunch    the zone with that id; false when not written
EC2::SecurityGroup         SecurityGroupEgress                        replaces the default rule, as on AWS
EC2::SecurityGroupEgress   the type                                   moto's EC2 rules; the default rule goes, as on AWS
EC2::SecurityGroupIngress  Description of a group rule, prefix lists  moto's EC2 rules
EC2::VPCEndpoint           PolicyDocument as an object, Tags          as text; moto's EC2 tags
EC2::RouteTable, EIP,
  InternetGateway, FlowLog Tags                                       moto's EC2 tags
EC2::SubnetRouteTable-
  Association              the association itself                     moto's EC2 associations
EC2::NatGateway            Tags, ConnectivityType                     moto's EC2 tags; only "public" is taken
IAM::Role                  Policies as objects, ManagedPolicyArns     as text; attached
KMS::Key                   KeyPolicy as an object, Tags               as text; moto's KMS tags
ECR::Repository            EncryptionConfiguration, scan on push,     as moto's ECR API spells them; on the repository
                           LifecyclePolicy, RepositoryPolicyText
Logs::LogGroup             KmsKeyId                                   set on moto's log group
Logs::DeliverySource,
  DeliveryDestination,     the types; AgentCore's logs; X-Ray         moto's logs; conflicts, and what is in use, as on
  Delivery                                                            AWS
SSM::Parameter             Tags                                       as moto's SSM API spells them
parameters                 default lists, AllowedValues, NoEcho in    as on AWS; values of AWS types must exist
                           answers, previous values,
                           ResolvedValue, the complaint about
                           missing ones
Fn::Sub                    a ! within ${!...}                         as on AWS, which takes the first one away
dynamic references         the feature                                "ssm" only; read after intrinsic functions
deletion                   most EC2 types                             moto's EC2 deletes
change sets                exports and outputs of their stacks,       supplied; a failure ends in ROLLBACK_COMPLETE
                           DependsOn, parameters of an update,
                           updates of what refers to an update
exports in use             their protection                           as on AWS
stack sets                 updates of instances, exports of service-  instances are deployed like any other stack of
                           managed ones, failures, capabilities       their account; a failure fails the operation
capabilities               their check                                as on AWS
"""

from . import (  # noqa: F401
    alarms,
    bedrock_agentcore,
    capabilities,
    change_sets,
    completions,
    deletions,
    log_delivery,
    parameters,
    security_group_rules,
    stack_sets,
    strictness,
    substitution,
)
