#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "agentcore/limits.hpp"
#include "lock/codes.hpp"
#include "lock/words.hpp"
#include "pipeline/read_source.hpp"

namespace agentcore {
namespace {

using namespace locking;

constexpr std::array<std::string_view, 4> markers = {"<<<<<<<", "|||||||", "=======", ">>>>>>>"};

bool is_marker(std::string_view line) {
  return std::any_of(markers.begin(), markers.end(),
                     [=](std::string_view marker) { return line.starts_with(marker); });
}

class LockReader {
 public:
  LockReader(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  std::shared_ptr<const Lock> run() {
    if (!read_head()) return nullptr;
    lock_.header = {&source_, source_.line_begin(2), source_.line_begin(3)};
    const auto size = static_cast<std::uint32_t>(source_.text().size());
    for (std::uint32_t number = 3; source_.line_begin(number) < size; ++number) read_line(number);
    sort();
    if (diagnostics_.has_errors()) return nullptr;
    return std::make_shared<Lock>(std::move(lock_));
  }

 private:
  /// A lock that git checked out with other line ends is the same.
  [[nodiscard]] std::string_view text_of(std::uint32_t number) const {
    std::string_view line = source_.line(number);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  [[nodiscard]] Range range_of(std::uint32_t number) const {
    const std::uint32_t begin = source_.line_begin(number);
    return {&source_, begin, begin + static_cast<std::uint32_t>(text_of(number).size())};
  }

  bool read_head() {
    std::string_view line = text_of(1);
    if (is_marker(line)) {
      diagnostics_.report(conflict, range_of(1), "the lock has a conflict of a merge in it");
    } else if (!line.starts_with(head_begin)) {
      diagnostics_.report(no_lock, range_of(1),
                          fmt::format("{} is no lock of agentcore-synth", source_.name()));
    } else if (line.substr(head_begin.size(), line.find(':') - head_begin.size()) != format) {
      line = line.substr(head_begin.size());
      diagnostics_.report(unknown_format, range_of(1),
                          fmt::format("the lock is of format {}, this version knows {}",
                                      line.substr(0, line.find(':')), format));
    }
    return !diagnostics_.has_errors();
  }

  void read_line(std::uint32_t number) {
    std::string_view rest = text_of(number);
    if (rest.empty()) return;
    if (is_marker(rest)) {
      diagnostics_.report(conflict, range_of(number), "the lock has a conflict of a merge in it");
      return;
    }
    std::array<std::string_view, 4> words;
    for (std::string_view& word : words) {
      word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    if (!rest.empty() || std::any_of(words.begin(), words.end(), [](auto word) { return word.empty(); })) {
      diagnostics_.report(line_form, range_of(number),
                          "this line is not of the form: environment, stack, kind, name");
      return;
    }
    read_words(words, range_of(number));
  }

  void read_words(const std::array<std::string_view, 4>& words, Range range) {
    const auto& [environment, stack, kind, name] = words;
    const std::optional<PartOfStack> part = part_of_name(stack);
    if (!part) {
      diagnostics_.report(
          line_form, range_of(stack), fmt::format("`{}` is no stack that may have parts", stack),
          "write security, storage or agentcore, and of further parts the number, from agentcore-2 on");
    } else if (kind != word_of(part->kind)) {
      diagnostics_.report(
          line_form, range_of(kind),
          fmt::format("what lives in {} is a {}, not a `{}`", stack, word_of(part->kind), kind));
    } else {
      lock_.lines.push_back({environment, part->kind, part->part, name, range});
    }
  }

  [[nodiscard]] Range range_of(std::string_view word) const {
    const auto begin = static_cast<std::uint32_t>(word.data() - source_.text().data());
    return {&source_, begin, begin + static_cast<std::uint32_t>(word.size())};
  }

  /// A union merge may leave lines unsorted, and one line twice; but not a thing at two places.
  void sort() {
    const std::vector<LockLine> all = lock_.lines;
    sort_lines(lock_.lines);
    for (const LockLine& line : all) {
      const LockLine& kept = *lock_.find(line.environment, line.kind, line.name);
      if (kept.part == line.part) continue;
      diagnostics_
          .report(placed_twice, line.range,
                  fmt::format("the {} `{}` is placed twice", word_of(line.kind), line.name))
          .add_note("the other line is here", kept.range);
    }
  }

  const Source& source_;
  Diagnostics& diagnostics_;
  Lock lock_;
};

std::shared_ptr<LockFile> unreadable_lock(std::string name, std::string headline) {
  auto file = std::make_shared<LockFile>();
  file->source = std::make_unique<Source>(name, "");
  file->findings.report(unreadable, {file->source.get(), 0, 0}, std::move(headline));
  file->name = std::move(name);
  return file;
}

bool is_there(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 || errno != ENOENT;
}

}  // namespace

std::string lock_path(const std::string& config) { return config == "-" ? "" : config + ".lock"; }

std::shared_ptr<const LockFile> read_lock(const std::string& config) {
  const std::string path = lock_path(config);
  if (path.empty() || !is_there(path)) return read_lock(config, nullptr);
  Diagnostics own;
  std::unique_ptr<Source> source = read_source(path, own);
  if (own.has_errors()) return unreadable_lock(path, own.sorted()[0]->headline);
  return read_lock(config, std::move(source));
}

std::shared_ptr<const LockFile> read_lock(const std::string& config, std::unique_ptr<Source> source) {
  auto file = std::make_shared<LockFile>();
  file->name = lock_path(config);
  if (source == nullptr) return file;
  if (source->text().size() > static_cast<std::size_t>(limits::config_bytes_max))
    return unreadable_lock(source->name(),
                           fmt::format("the lock has more than {} bytes", limits::config_bytes_max));
  file->source = std::move(source);
  file->lock = LockReader(*file->source, file->findings).run();
  return file;
}

void expect_owner(const LockFile& file, const LockOwner& owner, Diagnostics& diagnostics) {
  if (file.lock == nullptr) return;
  const std::string expected = owner_line(owner);
  std::string_view written = file.source->line(2);
  if (written.ends_with('\r')) written.remove_suffix(1);
  if (written == expected) return;
  diagnostics.report(other_config, file.lock->header,
                     fmt::format("the lock is of another project or config: this is `{}`", expected));
}

}  // namespace agentcore
