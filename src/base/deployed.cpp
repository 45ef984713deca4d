#include "base/deployed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>

#include "base/codes.hpp"
#include "read_template/read_json.hpp"

namespace agentcore::base {
namespace {

constexpr std::chrono::seconds patience{120};  // a second factor may be asked for
constexpr std::size_t most_at_once = 4;        // each takes a second, most of it for starting

/// What the AWS CLI says, and what that means. Its exit code tells less: 254 is any refusal by the service.
struct Sign {
  std::string_view said;
  const RuleInfo* rule;
  std::string_view headline;
};
constexpr std::array<Sign, 13> signs = {{
    {"Unable to locate credentials", &aws_credentials, "the AWS CLI has no credentials"},
    {"Partial credentials found", &aws_credentials, "the AWS CLI has no credentials"},
    {"The config profile (", &aws_credentials, "the AWS CLI does not know the profile"},
    {"ExpiredToken", &aws_credentials, "the credentials have expired"},
    {"Token has expired", &aws_credentials, "the login has expired"},
    {"Error loading SSO Token", &aws_credentials, "the AWS CLI is not logged in"},
    {"Error when retrieving token from sso", &aws_credentials, "the login has expired"},
    {"InvalidClientTokenId", &aws_credentials, "AWS does not know these credentials"},
    {"UnrecognizedClientException", &aws_credentials, "AWS does not know these credentials"},
    {"SignatureDoesNotMatch", &aws_credentials, "AWS does not accept these credentials"},
    {"AccessDenied", &aws_denied, "the deployed template may not be read"},
    {"is not authorized to perform", &aws_denied, "the deployed template may not be read"},
    {"Could not connect to the endpoint", &aws_failed, "AWS cannot be reached"},
}};

std::string last_line(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  if (end == text.npos) return {};
  text = text.substr(0, end + 1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

bool says(const ProcessResult& result, std::string_view words) {
  return result.error_output.find(words) != std::string::npos;
}

bool is_not_deployed(const ProcessResult& result) {
  return result.end == ProcessResult::End::exited && result.exit_code != 0 &&
         says(result, "ValidationError") && says(result, "does not exist");
}

class DeployedReader {
 public:
  DeployedReader(const TemplateSet& other, ProcessRunner& processes, const Reporter& reporter)
      : other_(other), processes_(processes), reporter_(reporter) {
    for (const TemplateFile& file : other.templates) {
      if (!file.stack_name.empty()) stacks_.push_back({file.stack, file.stack_name});
    }
    asked_for_templates_ = stacks_.size();
    stacks_.insert(stacks_.end(), other.left_out.begin(), other.left_out.end());
  }

  std::optional<TemplateSet> run() {
    if (asked_for_templates_ == 0) {
      reporter_.report(stacks_unknown, "aws", "the other side does not name the stacks that are deployed");
      return std::nullopt;
    }
    for (std::size_t first = 0; first < stacks_.size(); first += most_at_once) {
      if (!read_some(first, std::min(first + most_at_once, stacks_.size()))) return std::nullopt;
    }
    set_.path = other_.path;
    set_.region = other_.region;
    return std::move(set_);
  }

 private:
  [[nodiscard]] std::vector<std::string> command(const std::string& stack_name) const {
    std::vector<std::string> words = {"aws",          "cloudformation", "get-template",
                                      "--stack-name", stack_name,       "--template-stage",
                                      "Original",     "--output",       "json"};
    if (!other_.region.empty()) words.insert(words.end(), {"--region", other_.region});
    return words;
  }

  bool read_some(std::size_t first, std::size_t end) {
    std::vector<std::future<ProcessResult>> results;
    for (std::size_t i = first; i < end; ++i) {
      results.push_back(std::async(std::launch::async, [this, i] {
        return processes_.run(command(stacks_[i].stack_name), patience);
      }));
    }
    bool is_sound = true;
    for (std::size_t i = first; i < end; ++i) {
      const ProcessResult result = results[i - first].get();
      is_sound = is_sound && take(stacks_[i], i >= asked_for_templates_, result);  // one failure is told of
    }
    return is_sound;
  }

  /// `is_left_out`: the other side has no template for it, so that nothing need be said of a stack that is
  /// not there.
  bool take(const StackName& stack, bool is_left_out, const ProcessResult& result) {
    if (is_not_deployed(result)) {
      if (!is_left_out) add(stack, Json::object());
      return true;
    }
    if (!result.succeeded()) {
      explain(stack, result);
      return false;
    }
    const std::string shown = shown_as(stack);
    std::optional<Json> body = read_answer(shown, result.output);
    if (!body) return false;
    const std::vector<std::string> unseen = not_followed(*body, shown);
    set_.not_followed.insert(set_.not_followed.end(), unseen.begin(), unseen.end());
    add(stack, *std::move(body));
    return true;
  }

  static std::string shown_as(const StackName& stack) { return fmt::format("aws:{}", stack.stack_name); }

  void add(const StackName& stack, Json body) {
    set_.templates.push_back({stack.stack, stack.stack_name, shown_as(stack), std::move(body)});
  }

  /// The AWS CLI gives a template in JSON as an object and one in YAML as a text.
  std::optional<Json> read_answer(const std::string& shown, const std::string& output) {
    const Source& answer = reporter_.keep(std::make_unique<Source>(shown, output));
    const std::optional<Json> json = reading::read_json(answer, reporter_.diagnostics());
    if (!json) return std::nullopt;
    const auto body = json->is_object() ? json->find("TemplateBody") : json->end();
    if (!json->is_object() || body == json->end()) {
      reporter_.report(aws_failed, shown, "the AWS CLI answers without a TemplateBody");
      return std::nullopt;
    }
    std::string text = body->is_string() ? body->get<std::string>() : body->dump(2);
    const Source& source = reporter_.keep(std::make_unique<Source>(shown, std::move(text)));
    return parse_template(source, reporter_.diagnostics());
  }

  void explain(const StackName& stack, const ProcessResult& result) {
    using End = ProcessResult::End;
    const std::string shown = shown_as(stack);
    if (result.end == End::not_started) {
      return reporter_.report(aws_missing, shown,
                              fmt::format("the AWS CLI cannot be run: {}", result.error_output));
    }
    if (result.end != End::exited) return reporter_.report(aws_failed, shown, "the AWS CLI did not answer");
    const std::string words = last_line(result.error_output);
    const auto* sign = std::find_if(signs.begin(), signs.end(),
                                    [&](const Sign& candidate) { return says(result, candidate.said); });
    if (sign == signs.end()) {
      return reporter_.report(
          aws_failed, shown,
          fmt::format("the AWS CLI failed with exit code {}: {}", result.exit_code, words));
    }
    reporter_.report(*sign->rule, shown, fmt::format("{}: {}", sign->headline, words));
  }

  const TemplateSet& other_;
  ProcessRunner& processes_;
  const Reporter& reporter_;
  std::vector<StackName> stacks_{};
  std::size_t asked_for_templates_ = 0;  // the first so many have a template in `other_`
  TemplateSet set_{};
};

}  // namespace

std::optional<TemplateSet> read_deployed(const TemplateSet* other, ProcessRunner& processes,
                                         const Reporter& reporter) {
  static const TemplateSet none;
  return DeployedReader(other != nullptr ? *other : none, processes, reporter).run();
}

}  // namespace agentcore::base
