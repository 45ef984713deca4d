#include <yaml-cpp/emitter.h>

#include <algorithm>
#include <array>

#include "agentcore/emit.hpp"

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

}  // namespace

std::string to_text(const Template& body, Format format) {
  const Json json = to_json(body);
  if (format == Format::json) return json.dump(2) + "\n";
  YAML::Emitter out;
  emit(out, json);
  return std::string(out.c_str(), out.size()) + "\n";
}

bool names_iam_resources(const Template& body) {
  return std::any_of(body.resources.begin(), body.resources.end(),
                     [](const Resource& resource) { return resource.type == "AWS::IAM::Role"; });
}

}  // namespace agentcore
