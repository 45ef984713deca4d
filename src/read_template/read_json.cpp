#include "read_template/read_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"
#include "document/codes.hpp"
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
  std::size_t offset = 0;  ///< of `syntax`: one past the last character of what cannot be
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
  bool start_object(std::size_t /*size*/) override { return open(/*is_object=*/true); }
  bool start_array(std::size_t /*size*/) override { return open(/*is_object=*/false); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& text) override {
    if (!open_.back().is_new(text)) return stop(Trouble::twice, text);
    open_.back().members.emplace_back(std::move(text), nullptr);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*last*/,
                   const nlohmann::detail::exception& error) override {
    offset = position;
    return stop(Trouble::syntax, error.what());
  }

 private:
  /// What is read of a value that has not ended. The library's object copies all of its members, and what is
  /// in them, whenever it grows, so it is made when their number is known.
  struct Open {
    bool is_object;
    std::vector<std::pair<std::string, Json>> members{};
    Json::array_t items{};
    std::unordered_set<std::string> keys{};

    /// Most objects are small, and there a scan is faster than a hash table.
    bool is_new(const std::string& key) {
      constexpr std::size_t scan_limit = 16;
      if (members.size() < scan_limit) {
        return std::none_of(members.begin(), members.end(),
                            [&](const auto& member) { return member.first == key; });
      }
      if (keys.empty()) {
        for (const auto& member : members) keys.insert(member.first);
      }
      return keys.insert(key).second;
    }

    Json take() {
      if (!is_object) return std::move(items);
      Json::object_t object;
      object.reserve(members.size());
      for (auto& [key, value] : members) object.emplace_back(std::move(key), std::move(value));
      return object;
    }
  };

  bool stop(Trouble what, std::string text) {
    trouble = what;
    found = std::move(text);
    return false;
  }

  bool add(Json value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (open_.back().is_object) {
      open_.back().members.back().second = std::move(value);
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }

  bool open(bool is_object) {
    if (open_.size() >= static_cast<std::size_t>(limits::config_depth_max)) return stop(Trouble::deep, "");
    open_.push_back({is_object});
    return true;
  }

  bool close() {
    Json value = open_.back().take();
    open_.pop_back();
    return add(std::move(value));
  }

  std::vector<Open> open_{};
};

/// The library says "[json.exception...] parse error at line 1, column 2: syntax error while parsing value -
/// invalid literal; last read: 'x'; expected ']'", and quotes what it read, which can be the whole of a long
/// text.
std::string syntax_headline(const JsonBuilder& builder) {
  std::string_view said = builder.found;
  if (said.find("unexpected end of input") != said.npos) return "the JSON ends too early";
  const std::size_t reason = said.rfind(" - ");
  if (reason != said.npos) said.remove_prefix(reason + 3);
  const std::size_t last_read = said.find("; last read");
  if (last_read != said.npos) said = said.substr(0, last_read);
  return fmt::format("this is no JSON: {}", said);
}

/// The reader of YAML reads JSON, too, and keeps the places.
bool report_duplicates(const Source& source, Diagnostics& diagnostics) {
  Diagnostics found;
  parse_document(source, found, LocalTags::as_keys);
  bool reported = false;
  for (const Diagnostic* finding : found.sorted()) {
    if (finding->rule != &document::duplicate_key) continue;
    diagnostics.take(*finding);
    reported = true;
  }
  return reported;
}

/// Where the nesting of valid JSON passes the limit.
Range too_deep_place(const Source& source) {
  const std::string& text = source.text();
  std::int64_t depth = 0;
  bool in_string = false;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string && c == '\\') {
      ++at;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '[' || c == '{') && ++depth > limits::config_depth_max) {
      return {&source, at, at + 1};
    } else if (!in_string && (c == ']' || c == '}')) {
      --depth;
    }
  }
  return {&source, 0, 0};
}

void report(const JsonBuilder& builder, const Source& source, Diagnostics& diagnostics) {
  if (builder.trouble == JsonBuilder::Trouble::syntax) {
    const std::size_t size = source.text().size();
    const auto end = static_cast<std::uint32_t>(std::min(builder.offset, size));
    diagnostics.report(json_syntax, {&source, end > 0 ? end - 1 : 0, end}, syntax_headline(builder));
  } else if (builder.trouble == JsonBuilder::Trouble::deep) {
    diagnostics.report(document::too_deep, too_deep_place(source),
                       fmt::format("nested deeper than {} levels", limits::config_depth_max));
  } else if (!report_duplicates(source, diagnostics)) {
    diagnostics.report(document::duplicate_key, {&source, 0, 0},
                       fmt::format("the key `{}` is here twice", builder.found));
  }
}

}  // namespace

std::optional<Json> read_json(const Source& source, Diagnostics& diagnostics) {
  if (source.text().size() > static_cast<std::size_t>(limits::config_bytes_max)) {
    diagnostics.report(document::file_too_large, {&source, 0, 0}, "the file is larger than 16 MiB");
    return std::nullopt;
  }
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
