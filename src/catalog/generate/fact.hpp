#pragma once

// Reads the facts of config/*.json so that every complaint names the file and the key.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agentcore::generate {

struct FactError : std::runtime_error {
  using runtime_error::runtime_error;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw FactError(fmt::format("{}: cannot be read", path.string()));
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A value in a file of facts and the way to it. Keys that begin with `_` are remarks and are passed over.
class Fact {
 public:
  Fact(std::string file, std::string path, const nlohmann::json& value)
      : file_(std::move(file)), path_(std::move(path)), value_(&value) {}

  [[noreturn]] void fail(std::string_view message) const {
    throw FactError(fmt::format("{}: {}: {}", file_, path_.empty() ? "top level" : path_, message));
  }

  [[nodiscard]] std::string string() const {
    if (!value_->is_string()) fail("not a string");
    return value_->get<std::string>();
  }
  [[nodiscard]] std::int64_t integer() const {
    if (!value_->is_number_integer()) fail("not an integer");
    return value_->get<std::int64_t>();
  }
  [[nodiscard]] bool boolean() const {
    if (!value_->is_boolean()) fail("not a boolean");
    return value_->get<bool>();
  }
  [[nodiscard]] bool is_object() const { return value_->is_object(); }

  /// The members of an object, by name.
  [[nodiscard]] std::vector<std::pair<std::string, Fact>> entries() const {
    if (!value_->is_object()) fail("not an object");
    std::vector<std::pair<std::string, Fact>> found;
    for (const auto& [key, value] : value_->items()) {
      if (!key.starts_with('_')) found.emplace_back(key, Fact(file_, join(key), value));
    }
    return found;
  }
  [[nodiscard]] std::vector<Fact> items() const {
    if (!value_->is_array()) fail("not a list");
    std::vector<Fact> found;
    for (std::size_t i = 0; i < value_->size(); ++i) {
      found.emplace_back(file_, fmt::format("{}[{}]", path_, i), (*value_)[i]);
    }
    return found;
  }

  [[nodiscard]] std::optional<Fact> find(const std::string& key) const {
    if (!value_->is_object()) fail("not an object");
    const auto found = value_->find(key);
    if (found == value_->end()) return std::nullopt;
    return Fact(file_, join(key), *found);
  }
  [[nodiscard]] Fact at(const std::string& key) const {
    std::optional<Fact> found = find(key);
    if (!found) fail(fmt::format("has no `{}`", key));
    return *found;
  }
  /// Refuses a key that would be read by nobody.
  void allow_only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, value] : entries()) {
      if (std::ranges::find(keys, key) == keys.end()) value.fail("not a key of this table");
    }
  }

  /// Sorted, since every table is searched in order. Twice the same is a slip.
  [[nodiscard]] std::vector<std::string> strings() const { return sorted(&Fact::string); }
  [[nodiscard]] std::vector<std::int64_t> integers() const { return sorted(&Fact::integer); }

 private:
  [[nodiscard]] std::string join(const std::string& key) const {
    return path_.empty() ? key : path_ + "." + key;
  }
  template <class T>
  [[nodiscard]] std::vector<T> sorted(T (Fact::*read)() const) const {
    std::vector<T> values;
    for (const Fact& item : items()) values.push_back((item.*read)());
    std::ranges::sort(values);
    if (std::ranges::adjacent_find(values) != values.end()) fail("has a value twice");
    return values;
  }

  std::string file_;
  std::string path_;
  const nlohmann::json* value_;  // not owned: the FactFile outlives its facts
};

/// One file of facts.
class FactFile {
 public:
  explicit FactFile(const std::filesystem::path& path) : name_(path.string()) {
    try {
      value_ = nlohmann::json::parse(read_file(path), RefuseTwice{});
    } catch (const nlohmann::json::exception& error) {
      throw FactError(fmt::format("{}: {}", name_, error.what()));
    } catch (const std::invalid_argument& error) {
      throw FactError(fmt::format("{}: {}: is there twice", name_, error.what()));
    }
  }
  [[nodiscard]] Fact root() const { return {name_, "", value_}; }

 private:
  /// The library keeps the last of two equal keys and says nothing.
  struct RefuseTwice {
    using Event = nlohmann::json::parse_event_t;
    std::vector<std::set<std::string>> open{};

    bool operator()(int /*depth*/, Event event, const nlohmann::json& value) {
      if (event == Event::object_start) open.emplace_back();
      if (event == Event::object_end) open.pop_back();
      if (event == Event::key && !open.back().insert(value.get<std::string>()).second) {
        throw std::invalid_argument(value.get<std::string>());
      }
      return true;
    }
  };

  std::string name_;
  nlohmann::json value_;
};

}  // namespace agentcore::generate
