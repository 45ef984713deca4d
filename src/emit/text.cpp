#include <yaml-cpp/emitter.h>

#include <algorithm>
#include <array>
#include <utility>

#include "agentcore/emit.hpp"
#include "emit/json_text.hpp"
#include "template/members.hpp"

namespace agentcore {
namespace {

char lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); }

/// What some reader of YAML 1.1 takes for something else than text.
bool is_yaml_word(std::string_view text) {
  static constexpr std::array<std::string_view, 9> words = {"y",   "n",    "yes",   "no",  "on",
                                                            "off", "true", "false", "null"};
  return std::any_of(words.begin(), words.end(), [=](std::string_view word) {
    return word.size() == text.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
  });
}

/// Begins with a letter and holds nothing that YAML could read otherwise, so it needs no quotes.
bool is_plain(std::string_view text) {
  const auto is_letter = [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; };
  const auto is_safe = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') ||
           std::string_view("_./:@-").find(c) != std::string_view::npos;
  };
  return !text.empty() && is_letter(text[0]) && text.back() != ':' &&
         std::all_of(text.begin(), text.end(), is_safe) && !is_yaml_word(text);
}

void emit_string(YAML::Emitter& out, const std::string& text) {
  if (!is_plain(text)) out << YAML::DoubleQuoted;
  out << text;
}

void emit(YAML::Emitter& out, const Json& json) {
  if (json.is_object()) {
    out << (json.empty() ? YAML::Flow : YAML::Block) << YAML::BeginMap;
    for (const auto& [key, value] : json.items()) {
      out << YAML::Key;
      emit_string(out, key);
      out << YAML::Value;
      emit(out, value);
    }
    out << YAML::EndMap;
  } else if (json.is_array()) {
    out << (json.empty() ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    for (const Json& item : json) emit(out, item);
    out << YAML::EndSeq;
  } else if (json.is_string()) {
    emit_string(out, json.get_ref<const std::string&>());
  } else if (json.is_null()) {
    out << YAML::Null;
  } else {
    out << json.dump();  // a number, true or false
  }
}

template <class Entry>
void add_entry(JsonText& text, const Entry& entry, bool first) {
  text.key(name_of_entry(entry), first, 2);
  text.open();
  bool first_member = true;
  each_member(entry, [&](std::string_view key, const Json& value) {
    text.key(key, std::exchange(first_member, false), 3);
    text.value(value, 3);
  });
  text.close(2);
}

std::string json_text(const Template& body) {
  JsonText text;
  text.open();
  bool first = true;
  const auto add_key = [&](std::string_view key) { text.key(key, std::exchange(first, false), 1); };
  each_section(
      body,
      [&](std::string_view key, std::string_view value) {
        add_key(key);
        text.string(value);
      },
      [&](std::string_view key, const auto& entries) {
        add_key(key);
        if (entries.empty()) return text.value(Json::object(), 1);
        text.open();
        for (const auto& entry : entries) add_entry(text, entry, &entry == &entries.front());
        text.close(1);
      });
  text.close(0);
  return text.take() + "\n";
}

}  // namespace

std::string to_text(const Template& body, Format format) {
  if (format == Format::json) return json_text(body);
  YAML::Emitter out;
  emit(out, to_json(body));
  return std::string(out.c_str(), out.size()) + "\n";
}

std::size_t text_size(const Template& body, Format format) {
  return format == Format::json ? text_size(body) : to_text(body, format).size();
}

bool names_iam_resources(const Template& body) {
  return std::any_of(body.resources.begin(), body.resources.end(),
                     [](const Resource& resource) { return resource.type == "AWS::IAM::Role"; });
}

}  // namespace agentcore
