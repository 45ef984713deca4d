#include "cli/fix_file.hpp"

#include <fmt/format.h>

#include "agentcore/fix.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"
#include "diagnostic/text.hpp"

namespace agentcore::cli {
namespace {

/// A piece of a config in one line.
std::string in_one_line(std::string_view text) {
  constexpr std::size_t longest = 80;
  const std::size_t begin = text.find_first_not_of(" \t\r\n,");
  if (begin == text.npos) return "";
  text = text.substr(begin, text.find_last_not_of(" \t\r\n,") + 1 - begin);
  if (text.starts_with("- ")) text.remove_prefix(2);
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const bool cut = end < text.size() || end > longest;
  return text::printable(text.substr(0, std::min(end, longest))) + (cut ? " ..." : "");
}

std::string listed(std::string_view name, const Change& change) {
  const std::string before = in_one_line(change.before);
  const std::string after = in_one_line(change.after);
  const std::string what =
      after.empty() ? fmt::format("removed {}", before) : fmt::format("{} -> {}", before, after);
  return fmt::format("{}:{}: {} [{}]\n", text::printable(name), change.line, what, change.code);
}

/// False: it could not be written.
bool write(const std::string& path, const Mended& mended, const std::string& before) {
  const Source& source = *mended.checked.configs.front().file->source;
  if (path == "-") {
    print(stdout, source.text());
    return true;
  }
  if (mended.changes.empty()) return true;
  const std::string failure = replace_file(source, before);
  if (!failure.empty()) fmt::print(stderr, "agentcore-synth: {}\n", text::printable(failure));
  return failure.empty();
}

}  // namespace

bool fix_file(const std::string& path, const Overrides& overrides, bool list_on_stdout, Checked& checked) {
  if (!overrides.values.empty())
    throw UsageError{"--fix mends what the file says, and --set says otherwise; leave out one of them"};
  const std::shared_ptr<const ConfigFile> file = checked.configs.front().file;
  Mended mended = mend(std::move(checked), overrides);
  const std::string& name = file->source->name();
  if (mended.was_no_gain) {
    fmt::print(stderr, "agentcore-synth: {} is left as it is: the edits would not mend it\n",
               text::printable(name));
  }
  const bool written = write(path, mended, file->source->text());
  for (const Change& change : mended.changes) {
    if (written) print(list_on_stdout ? stdout : stderr, listed(name, change));
  }
  checked = written ? std::move(mended.checked) : check(path, overrides);
  return written;
}

}  // namespace agentcore::cli
