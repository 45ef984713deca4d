#!/bin/sh
# Makes or updates the stack sets of support prod, region by region, and waits for each.
#
#   rollout.sh                             all stacks
#   rollout.sh network security storage    these alone; agentcore follows when the images are pushed
#
# It needs the AWS CLI, with credentials of the account that the stack sets are in. The first failure ends it; what
# was done stays, and the next run goes on from there. AGENTCORE_BUCKET names the S3 bucket for templates over
# 51200 bytes, PARAMETER_<name> gives the value of a template parameter without a default, and
# AGENTCORE_POLL_SECONDS says how often to ask whether an operation is done (5).
set -eu
cd "$(dirname "$0")"
wanted=" $* "

say() { printf '%s\n' "$*" >&2; }
stop() {
  say "rollout.sh: $*"
  exit 1
}

for stack in "$@"; do
  case ' network security agentcore ' in
    *" $stack "*) ;;
    *) stop "no stack is named $stack; the stacks are network security agentcore" ;;
  esac
done

# in_region CALL OPTION...: a call of CloudFormation for the region of now; answers in text.
in_region() {
  call=$1
  shift
  aws cloudformation "$call" --region "$region" --output text $call_as "$@"
}

# wait_for OPERATION
wait_for() {
  while :; do
    status=$(in_region describe-stack-set-operation --stack-set-name "$stack_set" --operation-id "$1" \
      --query StackSetOperation.Status)
    case $status in
      SUCCEEDED) return ;;
      QUEUED | RUNNING | STOPPING) sleep "${AGENTCORE_POLL_SECONDS:-5}" ;;
      *) break ;;
    esac
  done
  in_region list-stack-set-operation-results --stack-set-name "$stack_set" --operation-id "$1" \
    --query "Summaries[?Status!='SUCCEEDED'].[Account,Status,StatusReason]" >&2
  stop "$stack_set: operation $1 is $status"
}

# template_option PATH: what tells a call where the template is. One that is too long to be sent goes to S3.
template_option() {
  if [ "$(wc -c <"../$1")" -le 51200 ]; then
    echo "--template-body file://../$1"
    return
  fi
  [ -n "${AGENTCORE_BUCKET:-}" ] || stop "$1 has over 51200 bytes: set AGENTCORE_BUCKET to an S3 bucket"
  aws s3 cp --region "$region" "../$1" "s3://$AGENTCORE_BUCKET/$stack_set.template" >&2
  echo "--template-url https://$AGENTCORE_BUCKET.s3.amazonaws.com/$stack_set.template"
}

# parameters NAME...: their values as JSON.
parameters() {
  list=
  for name in "$@"; do
    eval "value=\${PARAMETER_$name-}"
    [ -n "$value" ] || stop "the $stack stack has a parameter $name without a default: set PARAMETER_$name"
    value=$(printf '%s' "$value" | sed 's/[\\"]/\\&/g')
    list="$list${list:+,}{\"ParameterKey\":\"$name\",\"ParameterValue\":\"$value\"}"
  done
  printf '[%s]\n' "$list"
}

# add_instances: in the accounts that have none yet. Which accounts a unit holds, StackSets knows, and passes over
# those that have one (https://github.com/getmoto/moto/issues/10171).
add_instances() {
  missing=
  if [ -n "$accounts" ]; then
    present=$(in_region list-stack-instances --stack-set-name "$stack_set" --query 'Summaries[].Account')
    present=" $(echo $present) "
    for account in $accounts; do
      case $present in
        *" $account "*) ;;
        *) missing="$missing $account" ;;
      esac
    done
    for account in $present; do
      case " $accounts " in
        *" $account "*) ;;
        *) say "$region: $account is no target any more, and keeps its $stack stack. To delete it:" \
          "aws cloudformation delete-stack-instances --region $region --stack-set-name $stack_set" \
          "--accounts $account --regions $region --no-retain-stacks" ;;
      esac
    done
    [ -n "$missing" ] || return 0
  fi
  operation=$(in_region create-stack-instances --cli-input-json "file://$region/$stack.create-stack-instances.json" \
    ${missing:+--accounts $missing} --query OperationId)
  wait_for "$operation"
}

# roll_out REGION STACK STACK_SET TEMPLATE PARAMETER...: the accounts are in $accounts; none: those of units
roll_out() {
  region=$1 stack=$2 stack_set=$3 template=$4
  shift 4
  case $wanted in
    '  ' | *" $stack "*) ;;
    *) return 0 ;;
  esac
  say "$region: $stack"
  body=$(template_option "$template")
  values=$(parameters "$@")
  set -- $body
  [ "$values" = '[]' ] || set -- "$@" --parameters "$values"
  known=$(in_region list-stack-sets --status ACTIVE --query "Summaries[?StackSetName=='$stack_set'].StackSetName")
  if [ -z "$known" ]; then
    in_region create-stack-set --cli-input-json "file://$region/$stack.create-stack-set.json" "$@" >/dev/null
  else
    operation=$(in_region update-stack-set --cli-input-json "file://$region/$stack.update-stack-set.json" "$@" \
      --query OperationId)
    wait_for "$operation"
  fi
  add_instances
}

accounts='111122223333 222233334444 333344445555' call_as=''
roll_out us-east-1 network support-network-prod-us-east-1 us-east-1/network.template.json
roll_out us-east-1 security support-security-prod-us-east-1 us-east-1/security.template.json
roll_out us-east-1 agentcore support-agentcore-prod-us-east-1 us-east-1/agentcore.template.json
accounts='111122223333 222233334444 333344445555' call_as=''
roll_out eu-west-1 network support-network-prod-eu-west-1 eu-west-1/network.template.json
roll_out eu-west-1 security support-security-prod-eu-west-1 eu-west-1/security.template.json
roll_out eu-west-1 agentcore support-agentcore-prod-eu-west-1 eu-west-1/agentcore.template.json
say 'the roll-out is done'
