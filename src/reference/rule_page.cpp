#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "agentcore/catalog.hpp"
#include "agentcore/pipeline.hpp"
#include "agentcore/reference.hpp"
#include "diagnostic/finding_text.hpp"
#include "diagnostic/text.hpp"
#include "reference/example.hpp"

namespace agentcore {
namespace {

constexpr std::size_t most_findings = 8;
constexpr std::size_t most_columns = 160;  // of a finding: some quote a long value

/// Why no config shows a rule that has no case, by the first letters of its code.
struct WithoutCase {
  std::string_view codes;
  std::string_view why;
};
constexpr std::array<WithoutCase, 12> without_case = {{
    {"AC1001", "It is about a file that cannot be read, which no text of a config can show."},
    {"AC1002", "Its example would have more than 16 MiB."},
    {"AC4", "It is about the folder that is written and not about a config."},
    {"AC50", "It is about a quota that only a config with hundreds of entries passes."},
    {"AC5", "What `build` writes holds by construction; the rule judges templates from elsewhere."},
    {"AC60", "It is about a template that `diff` reads and not about a config."},
    {"AC61", "It is about where `diff` reads from and not about a config."},
    {"AC7001", "It is about a file that cannot be read, which no text of a config can show."},
    {"AC7008", "It is about standard input, beside which no file stands."},
    {"AC7010", "It is about `build --frozen` and not about a config."},
    {"AC7011", "It is about the lock that is written and not about a config."},
    {"AC9", "No config should bring it about: it is a check of agentcore-synth on itself."},
}};

std::string_view why_no_case(std::string_view code) {
  for (const WithoutCase& row : without_case) {
    if (code.starts_with(row.codes)) return row.why;
  }
  return "";
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// nullptr: the case has none. An empty text would be a lock that lost its head.
std::shared_ptr<const LockFile> lock_of_case(std::string_view text) {
  const std::string config = "fail.yaml";
  if (text.empty()) return read_lock(config, nullptr);
  return read_lock(config, std::make_unique<Source>(lock_path(config), std::string(text)));
}

/// The overrides that arguments of a case stand for; they are pairs of an option and its value.
Overrides overrides_of(const std::vector<std::string>& arguments) {
  Overrides overrides;
  for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
    if (arguments[i] == "--env") overrides.environment = arguments[i + 1];
    if (arguments[i] == "--region") overrides.region = arguments[i + 1];
    if (arguments[i] == "--set") overrides.values.push_back(arguments[i + 1]);
  }
  return overrides;
}

/// "fail.yaml:10:25: error: ..."
std::string finding_line(const Diagnostic& finding) {
  std::string place;
  if (finding.range && finding.range.source->is_argument()) {
    place = finding.range.source->name() + ": ";
  } else if (finding.range) {
    const Source::Position at = finding.range.source->position(finding.range.begin);
    place = fmt::format("{}:{}:{}: ", finding.range.source->name(), at.line, at.column);
  }
  std::string line =
      text::printable(fmt::format("{}{}: {}", place, to_string(finding.severity), finding.headline));
  const std::size_t end = text::end_of_columns(line, 0, most_columns);
  if (end < line.size()) line.replace(end, std::string::npos, "...");
  return line;
}

class Page {
 public:
  Page(const RuleInfo& rule, bool color, std::size_t columns)
      : rule_(rule),
        folder_(fmt::format("{}-{}/", rule.code, rule.name)),
        palette_(color ? colored : plain),
        columns_(columns) {}

  std::string text() {
    text_ = fmt::format("{}{} {} ({}){}\n\n", palette_.of(rule_.severity), rule_.code, rule_.name,
                        to_string(rule_.severity), palette_.reset);
    text_ += text::wrapped(rule_.summary, columns_, 0, 0) + "\n\n";
    paragraph("Why", rule_.why);
    paragraph("What to do", rule_.help);
    if (catalog::rule_case(folder_ + "fail.yaml").empty()) {
      paragraph("Example", why_no_case(rule_.code));
    } else {
      failing();
      mended();
    }
    paragraph("Source", rule_.source);
    text_.pop_back();
    return std::move(text_);
  }

 private:
  void paragraph(std::string_view title, std::string_view words) {
    if (words.empty()) return;
    text_ += fmt::format("{}{}:{} {}\n\n", palette_.bold, title, palette_.reset,
                         text::wrapped(words, columns_, title.size() + 2, 0));
  }

  void title(std::string_view words, const std::vector<std::string>& arguments) {
    const std::string with = arguments.empty() ? "" : fmt::format(" with {}", fmt::join(arguments, " "));
    text_ += fmt::format("{}{}{}{}:\n\n", palette_.bold, words, palette_.reset,
                         text::wrapped(text::printable(with), columns_, words.size(), 2));
  }

  /// The failing config, and what this very program says of it.
  void failing() {
    const std::vector<std::string> arguments = lines_of(catalog::rule_case(folder_ + "fail.arguments"));
    auto source =
        std::make_unique<Source>("fail.yaml", std::string(catalog::rule_case(folder_ + "fail.yaml")));
    const std::string_view lock = catalog::rule_case(folder_ + "fail.yaml.lock");
    const Checked checked = check(std::move(source), overrides_of(arguments), lock_of_case(lock));
    LineNumbers points;
    std::vector<std::string> findings;
    for (const Diagnostic* finding : checked.diagnostics.sorted()) {
      if (finding->rule->code != rule_.code) continue;
      findings.push_back(finding_line(*finding));
      if (finding->range.source == checked.configs.front().file->source.get()) {
        points.insert(finding->range.source->position(finding->range.begin).line);
      }
    }
    title("Fails", arguments);
    text_ += example(*checked.configs.front().file->source, points, checked.diagnostics.concealed()) + '\n';
    if (!lock.empty()) {
      title("With its lock", {});
      text_ += example(*checked.configs.front().file->lock->source, {}, {}) + '\n';
    }
    add_findings(findings);
  }

  void add_findings(const std::vector<std::string>& findings) {
    const std::size_t shown = std::min(findings.size(), most_findings);
    for (std::size_t i = 0; i < shown; ++i) {
      text_ += fmt::format("  {}\n", text::wrapped(findings[i], columns_, 2, 6));
    }
    if (findings.size() > shown) text_ += fmt::format("  and {} more\n", findings.size() - shown);
    text_ += '\n';
  }

  void mended() {
    const Source source("pass.yaml", std::string(catalog::rule_case(folder_ + "pass.yaml")));
    title("Passes", lines_of(catalog::rule_case(folder_ + "pass.arguments")));
    text_ += example(source, lines_not_in(source, catalog::rule_case(folder_ + "fail.yaml")), {}) + '\n';
  }

  const RuleInfo& rule_;
  std::string folder_;
  const Palette& palette_;
  std::size_t columns_;
  std::string text_;
};

}  // namespace

std::string rule_page(const RuleInfo& rule, bool color, std::size_t columns) {
  return Page(rule, color, columns).text();
}

}  // namespace agentcore
