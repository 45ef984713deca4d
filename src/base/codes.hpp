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
    "the sides of diff",
    "A comparison with an empty folder would show every stack as created or deleted, which is hardly what "
    "was meant."};
inline constexpr RuleInfo manifest_form{"AC6102",
                                        "assembly-manifest-form",
                                        Severity::error,
                                        "manifest.json lists the stacks of a cloud assembly.",
                                        "build the folder again, or name its templates one by one",
                                        "the AWS CDK cloud assembly",
                                        "The manifest says which file is which stack. Without that the "
                                        "templates cannot be paired with those of the other side."};
inline constexpr RuleInfo stack_twice{"AC6103",
                                      "template-twice",
                                      Severity::error,
                                      "A folder has one template for each stack.",
                                      "remove one of the files, or name the template itself",
                                      "the sides of diff",
                                      "Templates are paired by the name of their stack; with two of one name "
                                      "the comparison would depend on chance."};
inline constexpr RuleInfo no_path{
    "AC6104",
    "side-without-path",
    Severity::error,
    "`git:REV` without a path means the path of the other side.",
    "write git:REV:PATH",
    "the sides of diff",
    "A revision holds many files, and standard input, or a deployed stack, says of none that it is the one."};
inline constexpr RuleInfo several_regions{"AC6105",
                                          "side-of-several-regions",
                                          Severity::error,
                                          "A side of a comparison is one region of a config.",
                                          "say which with --region",
                                          "the sides of diff",
                                          "The stacks of all regions have the same names, and each region "
                                          "has values of its own. Compared with one another, "
                                          "those would show as changes that nobody makes."};
inline constexpr RuleInfo git_failed{"AC6111",
                                     "git-failed",
                                     Severity::error,
                                     "git can be run.",
                                     "install git, or name a file as the base",
                                     "https://git-scm.com/docs/git-cat-file",
                                     "Revisions are read through git itself, so that its settings, worktrees "
                                     "and partial clones hold here as well."};
inline constexpr RuleInfo not_a_repository{
    "AC6112",
    "not-a-git-repository",
    Severity::error,
    "The path is in a git repository.",
    "name a file or a folder as the base: diff NEW BASE",
    "https://git-scm.com/docs/git-rev-parse",
    "Without a base the comparison is with the last commit, and outside of a repository there is none."};
inline constexpr RuleInfo unknown_revision{
    "AC6113",
    "git-revision-unknown",
    Severity::error,
    "The revision is in the repository.",
    "name a commit, branch or tag that `git rev-parse` knows; a shallow "
    "clone in CI lacks older ones: fetch them first",
    "https://git-scm.com/docs/gitrevisions",
    "A revision that is misspelt must not compare as an empty one: everything would be shown as created."};
inline constexpr RuleInfo not_in_revision{
    "AC6114",
    "not-in-git-revision",
    Severity::error,
    "The revision holds the file.",
    "paths count from the working directory; for a file that was renamed "
    "write git:REV:OLD-PATH",
    "https://git-scm.com/docs/gitrevisions",
    "A file that is new since the revision has nothing to compare with; one that was moved is there under "
    "its old path."};
inline constexpr RuleInfo stacks_unknown{"AC6121",
                                         "deployed-stacks-unknown",
                                         Severity::error,
                                         "For `aws`, the other side says which stacks are meant.",
                                         "compare a config, or a folder with a manifest.json, with aws",
                                         "the sides of diff",
                                         "Deployed stacks are found by their names. A config has them, and "
                                         "the manifest of a cloud assembly; a single template does not."};
inline constexpr RuleInfo aws_missing{
    "AC6122",
    "aws-cli-missing",
    Severity::error,
    "The AWS CLI can be run.",
    "install it (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html), or compare "
    "with git:REV or a file",
    "https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html",
    "Deployed templates are read through the AWS CLI, so that its profiles, logins and proxies hold here as "
    "well."};
inline constexpr RuleInfo aws_credentials{
    "AC6123",
    "aws-credentials",
    Severity::error,
    "The AWS CLI has valid credentials.",
    "log in (`aws sso login`), or set AWS_PROFILE, and check with `aws sts get-caller-identity`",
    "https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html",
    "The deployed templates belong to an account, and only its own identities may read them."};
inline constexpr RuleInfo aws_denied{
    "AC6124",
    "aws-access-denied",
    Severity::error,
    "The credentials may read the deployed templates.",
    "allow cloudformation:GetTemplate on the stack, or choose another profile",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/"
    "API_GetTemplate.html",
    "The comparison needs one permission, cloudformation:GetTemplate, which changes nothing in the account."};
inline constexpr RuleInfo aws_failed{
    "AC6125",
    "aws-failed",
    Severity::error,
    "The AWS CLI answers with the template.",
    "run the command by hand to see more",
    "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html",
    "Without an answer nothing is known of the stack, and to take it for empty would show everything as "
    "created."};

}  // namespace agentcore::base
