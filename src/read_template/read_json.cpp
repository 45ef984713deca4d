#include "read_template/read_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"
#include "read_template/codes.hpp"

namespace agentcore::reading {
namespace {

/// Builds the value from the library's events. Its own parser keeps the last of two equal keys, searches all
/// keys of an object for each new one, and takes any depth.
class JsonBuilder : public nlohmann::json_sax<Json> {
 public:
  enum class Trouble : std::uint8_t { none, syntax, twice, deep };

  Json root;
  Trouble trouble = Trouble::none;
  std::size_t offset = 0;  ///< of `syntax`: one past the character that cannot be
  std::string found;       ///< of `twice`: the key; of `syntax`: what the library says

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t& text) override {
    const bool is_too_long_integer = text.find_first_of(".eE") == text.npos;
    return is_too_long_integer ? add(text) : add(value);
  }
  bool string(string_t& text) override { return add(std::move(text)); }
  bool binary(binary_t& /*bytes*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& text) override {
    if (!open_.back().is_new(text)) return stop(Trouble::twice, text);
    open_.back().object().emplace_back(std::move(text), nullptr);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*last*/,
                   const nlohmann::detail::exception& error) override {
    offset = position;
    return stop(Trouble::syntax, error.what());
  }

 private:
  /// Most objects are small, and there a scan is faster than a hash table.
  class Open {
   public:
    explicit Open(Json* value) : value_(value) {}

    [[nodiscard]] Json& value() const { return *value_; }
    [[nodiscard]] Json::object_t& object() const { return value_->get_ref<Json::object_t&>(); }

    bool is_new(const std::string& key) {
      constexpr std::size_t scan_limit = 16;
      if (object().size() < scan_limit) {
        return std::none_of(object().begin(), object().end(),
                            [&](const auto& entry) { return entry.first == key; });
      }
      if (keys_.empty()) {
        for (const auto& entry : object()) keys_.insert(entry.first);
      }
      return keys_.insert(key).second;
    }

   private:
    Json* value_;
    std::unordered_set<std::string> keys_{};
  };

  bool stop(Trouble what, std::string text) {
    trouble = what;
    found = std::move(text);
    return false;
  }

  Json* put(Json value) {
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    Json& parent = open_.back().value();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& place = open_.back().object().back().second;
    place = std::move(value);
    return &place;
  }

  bool add(Json value) {
    put(std::move(value));
    return true;
  }

  /// A pointer to an open value stays good: its parent does not grow before it is closed.
  bool open(Json value) {
    if (open_.size() >= static_cast<std::size_t>(limits::config_depth_max)) return stop(Trouble::deep, "");
    open_.emplace_back(put(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<Open> open_{};
};

/// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value -
/// unexpected ..." without what the place says better.
std::string_view without_place(std::string_view said) {
  for (const std::string_view lead : {": syntax error while parsing ", "] "}) {
    const std::size_t at = said.find(lead);
    if (at != said.npos) said.remove_prefix(at + lead.size());
  }
  return said;
}

/// The library quotes what it read last, which can be the whole of a long text.
std::string syntax_headline(const JsonBuilder& builder, const Source& source) {
  if (builder.offset > source.text().size()) return "the JSON ends too early";
  std::string_view said = without_place(builder.found);
  const std::size_t last_read = said.find("; last read");
  if (last_read != said.npos) said = said.substr(0, last_read);
  return fmt::format("this is no JSON: {}", said);
}

/// The reader of YAML reads JSON, too, and keeps the places.
bool report_from_document(const Source& source, std::string_view code, Diagnostics& diagnostics) {
  Diagnostics found;
  parse_document(source, found, LocalTags::as_keys);
  bool reported = false;
  for (const Diagnostic* finding : found.sorted()) {
    if (finding->rule->code != code) continue;
    diagnostics.take(*finding);
    reported = true;
  }
  return reported;
}

void report(const JsonBuilder& builder, const Source& source, Diagnostics& diagnostics) {
  const auto size = static_cast<std::uint32_t>(source.text().size());
  const Range start{&source, 0, std::min(size, 1U)};
  if (builder.trouble == JsonBuilder::Trouble::syntax) {
    const std::uint32_t end = std::min(static_cast<std::uint32_t>(builder.offset), size);
    const Range place{&source, end > 0 ? end - 1 : 0, end};
    diagnostics.report(json_syntax, place, syntax_headline(builder, source));
  } else if (builder.trouble == JsonBuilder::Trouble::twice) {
    if (report_from_document(source, "AC1007", diagnostics)) return;
    diagnostics.report(json_syntax, start, fmt::format("the key `{}` is here twice", builder.found));
  } else if (!report_from_document(source, "AC1009", diagnostics)) {
    diagnostics.report(json_syntax, start, fmt::format("nested deeper than {}", limits::config_depth_max));
  }
}

}  // namespace

std::optional<Json> read_json(const Source& source, Diagnostics& diagnostics) {
  JsonBuilder builder;
  if (Json::sax_parse(source.text(), &builder)) return std::move(builder.root);
  report(builder, source, diagnostics);
  return std::nullopt;
}

bool is_json(const Source& source) {
  JsonBuilder builder;
  return Json::sax_parse(source.text(), &builder) || builder.trouble != JsonBuilder::Trouble::syntax;
}

}  // namespace agentcore::reading
