#pragma once

#include "agentcore/diagnostic.hpp"

// The findings on the sides of a diff. Most have no text to point at: they name the side.

namespace agentcore::base {

inline constexpr RuleInfo no_templates{
    "AC6101",
    "folder-without-templates",
    Severity::error,
    "A folder holds CloudFormation templates.",
    "name a folder that `build -o` or `cdk synth` wrote, or one that holds "
    "*.json, *.yaml or *.yml templates",
    "the sides of diff"};
inline constexpr RuleInfo manifest_form{"AC6102",
                                        "assembly-manifest-form",
                                        Severity::error,
                                        "manifest.json lists the stacks of a cloud assembly.",
                                        "build the folder again, or name its templates one by one",
                                        "the AWS CDK cloud assembly"};
inline constexpr RuleInfo stack_twice{"AC6103",
                                      "template-twice",
                                      Severity::error,
                                      "A folder has one template for each stack.",
                                      "remove one of the files, or name the template itself",
                                      "the sides of diff"};
inline constexpr RuleInfo no_path{"AC6104",
                                  "side-without-path",
                                  Severity::error,
                                  "`git:REV` without a path means the path of the other side.",
                                  "write git:REV:PATH",
                                  "the sides of diff"};
inline constexpr RuleInfo git_failed{"AC6111",
                                     "git-failed",
                                     Severity::error,
                                     "git can be run.",
                                     "install git, or name a file as the base",
                                     "https://git-scm.com/docs/git-cat-file"};
inline constexpr RuleInfo not_a_repository{"AC6112",
                                           "not-a-git-repository",
                                           Severity::error,
                                           "The path is in a git repository.",
                                           "name a file or a folder as the base: diff NEW BASE",
                                           "https://git-scm.com/docs/git-rev-parse"};
inline constexpr RuleInfo unknown_revision{
    "AC6113",
    "git-revision-unknown",
    Severity::error,
    "The revision is in the repository.",
    "name a commit, branch or tag that `git rev-parse` knows; a shallow "
    "clone in CI lacks older ones: fetch them first",
    "https://git-scm.com/docs/gitrevisions"};
inline constexpr RuleInfo not_in_revision{
    "AC6114",
    "not-in-git-revision",
    Severity::error,
    "The revision holds the file.",
    "paths count from the working directory; for a file that was renamed "
    "write git:REV:OLD-PATH",
    "https://git-scm.com/docs/gitrevisions"};
inline constexpr RuleInfo stacks_unknown{"AC6121",
                                         "deployed-stacks-unknown",
                                         Severity::error,
                                         "For `aws`, the other side says which stacks are meant.",
                                         "compare a config, or a folder with a manifest.json, with aws",
                                         "the sides of diff"};
inline constexpr RuleInfo aws_missing{
    "AC6122",
    "aws-cli-missing",
    Severity::error,
    "The AWS CLI can be run.",
    "install it (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html), or compare "
    "with git:REV or a file",
    "https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html"};
inline constexpr RuleInfo aws_credentials{
    "AC6123",
    "aws-credentials",
    Severity::error,
    "The AWS CLI has valid credentials.",
    "log in (`aws sso login`), or set AWS_PROFILE, and check with `aws sts get-caller-identity`",
    "https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html"};
inline constexpr RuleInfo aws_denied{
    "AC6124",
    "aws-access-denied",
    Severity::error,
    "The credentials may read the deployed templates.",
    "allow cloudformation:GetTemplate on the stack, or choose another profile",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/"
    "API_GetTemplate.html"};
inline constexpr RuleInfo aws_failed{
    "AC6125",
    "aws-failed",
    Severity::error,
    "The AWS CLI answers with the template.",
    "run the command by hand to see more",
    "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html"};

}  // namespace agentcore::base
