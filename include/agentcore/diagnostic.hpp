#pragma once

// What the tool tells a user about what they wrote: where, what is wrong, what to do.
//
// A Range is kept with every value from the moment it is read (Located<T>), so that each later phase can
// point at the line to change. A phase reports all it finds into a Diagnostics sink and goes on.

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace agentcore {

/// One input text. Lines are found once, when first asked for.
class Source {
 public:
  struct Position {
    std::uint32_t line = 1;    ///< from 1
    std::uint32_t column = 1;  ///< from 1, in code points
  };

  enum class Kind : std::uint8_t { file, argument };

  Source(std::string name, std::string text, Kind kind = Kind::file)
      : name_(std::move(name)), text_(std::move(text)), kind_(kind) {}

  [[nodiscard]] const std::string& name() const {
    return name_;
  }  ///< as the user typed it; "<stdin>" for `-`
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool is_argument() const { return kind_ == Kind::argument; }  ///< of the command line

  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// Text of line `line` (from 1), without its line break. Empty past the end.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;
  /// Byte offset at which line `line` (from 1) begins.
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t line) const;

 private:
  void find_lines() const;

  std::string name_;
  std::string text_;
  Kind kind_;
  mutable std::vector<std::uint32_t> line_begins_;
};

/// Bytes [begin, end) of a source. A default-made Range is no place at all.
struct Range {
  const Source* source = nullptr;  // not owned: the pipeline's sources outlive every range
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  explicit operator bool() const { return source != nullptr; }
  [[nodiscard]] bool overlaps(const Range& other) const {
    return source == other.source && begin < other.end && other.begin < end;
  }
};

/// A value and the place that set it. `written` tells a user's value from a default; a default's range is
/// the place that a user would add the key.
template <class T>
struct Located {
  T value{};
  Range range;
  bool written = false;

  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

enum class Severity : std::uint8_t { error, warning, note };

std::string_view to_string(Severity severity);

/// The catalogue entry of one kind of finding. Codes are permanent: a retired one stays as a comment.
/// 1xxx document, 2xxx decode, 3xxx rules on the config, 5xxx rules on templates, 6xxx reading templates and
/// the sides of a diff, 9xxx internal.
struct RuleInfo {
  std::string_view code;  ///< "AC3101"
  std::string_view name;  ///< "runtime-name-pattern"
  Severity severity = Severity::error;
  std::string_view summary;   ///< one sentence: what must hold
  std::string_view help;      ///< what to do, in general; a finding may say it more exactly
  std::string_view source;    ///< where AWS or the data model says so
  std::string_view why = {};  ///< what AWS does otherwise, or what it costs: sentences for `explain`
};

struct Note {
  std::string text;
  Range range;  ///< may be no place
};

/// One change of a source's text. An empty `text` takes the range away; an empty range inserts.
struct Edit {
  /// Which text, a rule need not say: of a value, it names the value that belongs in its place; of what
  /// should not be there, the key or the value of it. src/fix/ makes text of that, which keeps the layout.
  enum class Kind : std::uint8_t { text, value, removal };

  Range range;
  std::string text;
  Kind kind = Kind::text;
};

/// One finding. `headline` is one line without a full stop; `help` names the edit.
struct Diagnostic {
  const RuleInfo* rule = nullptr;
  Range range;
  std::string headline;
  std::string help;
  std::vector<Note> notes;
  Severity severity = Severity::error;
  std::string_view missing = {};  ///< the key that is not there, where that is the finding
  std::vector<Edit> fix = {};     ///< the certain mend: all of them together, or empty

  /// Names a second place, such as the other half of a conflict.
  void add_note(std::string text, Range place);
  /// Adds to the certain mend: `value` instead of the scalar at `place`.
  Diagnostic& mend(Range place, std::string value);
  /// The same: the key or item away that is, or has its value, at `place`.
  Diagnostic& mend_by_removal(Range place);
};

/// What a finding of a rule at a place counts as, where it would count as the severity given. Nothing: it is
/// accepted.
using Judge = std::function<std::optional<Severity>(const RuleInfo&, const Range&, Severity)>;

/// The sink of every phase.
class Diagnostics {
 public:
  /// Adds a finding with the rule's own severity. `help` empty: the rule's help. The same finding at the same
  /// place is kept once: several aliases may lead to one mistake.
  /// The reference stays valid while the sink lives, so that a caller can add notes.
  Diagnostic& report(const RuleInfo& rule, Range range, std::string headline, std::string help = {});

  /// Adds a finding of another sink, or all of one.
  void take(Diagnostic finding);
  void take(const Diagnostics& others);

  /// From here on, findings count as `judge` says.
  void judge_by(Judge judge) { judge_ = std::move(judge); }
  /// How many findings were accepted.
  [[nodiscard]] std::size_t suppressed() const { return suppressed_.size(); }

  /// Calls `change` for each finding that is kept, or for each of those that has a fix.
  void revise(const std::function<void(Diagnostic&)>& change);
  void revise_fixes(const std::function<void(Diagnostic&)>& change);

  /// Text in `range` must not be shown, whatever finding shows its line.
  void conceal(Range range) { concealed_.push_back(range); }

  /// Whether further findings are only counted, errors aside as long as something less is kept.
  [[nodiscard]] bool is_full() const { return found_.size() >= most_kept; }
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t count(Severity severity) const;
  /// Findings by file, place and code: the order in which they are shown.
  [[nodiscard]] std::vector<const Diagnostic*> sorted() const;
  [[nodiscard]] const std::vector<Range>& concealed() const { return concealed_; }
  /// Findings beyond 1,000, which are counted and not kept: nobody reads them. An error is kept rather than
  /// anything less.
  [[nodiscard]] std::size_t dropped() const;
  [[nodiscard]] std::size_t dropped(Severity severity) const { return dropped_[index(severity)]; }

  /// `--strict`: every warning so far becomes an error.
  void promote_warnings();

 private:
  static constexpr std::size_t most_kept = 1000;

  /// Of rule, place and headline: what makes a finding the same as another. An argument is a source anew for
  /// each environment that it is applied to, so that its text stands for it.
  using Key = std::size_t;
  using Counts = std::array<std::size_t, 3>;  // by severity

  static constexpr std::size_t index(Severity severity) { return static_cast<std::size_t>(severity); }
  static Key key_of(const RuleInfo& rule, const Range& range, std::string_view headline);
  static Key key_of(const Diagnostic& finding);

  /// Whether a finding is the first of its kind. One without a place always is.
  bool is_new(const Range& range, Key key) { return !range || seen_.insert(key).second; }
  std::optional<Severity> judged(const RuleInfo& rule, const Range& range, Key key, Severity severity);
  [[nodiscard]] bool has_room_for(Severity severity) const;
  Diagnostic& keep(Diagnostic finding);
  void drop(bool has_place, Key key, Severity severity);

  std::deque<Diagnostic> found_;
  std::vector<std::size_t> lesser_;  // of found_: what is no error, and gives way to one
  Diagnostic beyond_;                // what report() returns for a finding that is not kept
  Counts dropped_{};
  Counts dropped_without_place_{};
  std::unordered_map<Key, Severity> dropped_keys_;
  Judge judge_;
  std::unordered_set<Key> seen_;
  std::unordered_set<Key> suppressed_;
  std::vector<Range> concealed_;
  std::size_t errors_ = 0;
};

}  // namespace agentcore
