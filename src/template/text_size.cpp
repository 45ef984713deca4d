#include <array>

#include "agentcore/template.hpp"
#include "template/members.hpp"

// The sizes of what nlohmann's dump(2) writes. A member of an object takes its indentation, the quotes, colon
// and blank of its key, its value, and the comma and line break behind it; the last one has no comma, which
// makes up for the brace that ends the object.

namespace agentcore {
namespace {

constexpr std::size_t indent = 2;

/// By byte, what it takes in a text.
constexpr std::array<std::uint8_t, 256> escaped_sizes = [] {
  std::array<std::uint8_t, 256> sizes{};
  for (std::size_t byte = 0; byte < sizes.size(); ++byte) sizes[byte] = byte < 0x20 ? 6 : 1;  // \u001f
  for (const char c : {'"', '\\', '\b', '\t', '\n', '\f', '\r'}) sizes[static_cast<unsigned char>(c)] = 2;
  return sizes;
}();

std::size_t string_size(std::string_view text) {
  std::size_t size = 2;
  for (const char c : text) size += escaped_sizes[static_cast<unsigned char>(c)];
  return size;
}

std::size_t member_size(std::size_t key, std::size_t value, std::size_t depth) {
  return depth * indent + key + 4 + value + 2;
}

/// With the members given, of which there is one at least.
std::size_t object_size(std::size_t members, std::size_t depth) { return members + depth * indent + 2; }

std::size_t list_size(const std::vector<std::string>& texts, std::size_t depth) {
  std::size_t size = 0;
  for (const std::string& text : texts) size += (depth + 1) * indent + string_size(text) + 2;
  return object_size(size, depth);
}

/// The members of one entry of a section.
class Entry {
 public:
  void add(std::string_view key, std::string_view text) { add_size(key, string_size(text)); }
  void add_value(std::string_view key, const Json& value) { add_size(key, text_size(value, depth)); }
  void add_list(std::string_view key, const std::vector<std::string>& texts) {
    if (!texts.empty()) add_size(key, list_size(texts, depth));
  }
  void add_size(std::string_view key, std::size_t value) {
    members_ += member_size(key.size(), value, depth);
  }
  /// The entry as a member of its section.
  [[nodiscard]] std::size_t size(std::string_view name) const {
    return member_size(name.size(), object_size(members_, depth - 1), depth - 1);
  }

  static constexpr std::size_t depth = 3;

 private:
  std::size_t members_ = 0;
};

}  // namespace

std::size_t text_size(const Json& value, std::size_t depth) {
  std::size_t size = 0;
  switch (value.type()) {
    case Json::value_t::string:
      return string_size(value.get_ref<const std::string&>());
    case Json::value_t::object:
      for (const auto& [key, member] : value.get_ref<const Json::object_t&>())
        size += member_size(string_size(key) - 2, text_size(member, depth + 1), depth + 1);
      return size == 0 ? 2 : object_size(size, depth);
    case Json::value_t::array:
      for (const Json& item : value) size += (depth + 1) * indent + text_size(item, depth + 1) + 2;
      return size == 0 ? 2 : object_size(size, depth);
    default:
      return value.dump().size();
  }
}

std::size_t text_size(const Resource& resource) {
  Entry entry;
  entry.add("Type", resource.type);
  entry.add_list("DependsOn", resource.depends_on);
  if (!resource.metadata.is_null()) entry.add_value("Metadata", resource.metadata);
  if (resource.retain) {
    entry.add("DeletionPolicy", "Retain");
    entry.add("UpdateReplacePolicy", "Retain");
  }
  if (!resource.properties.empty()) entry.add_value("Properties", resource.properties);
  return entry.size(resource.logical_id);
}

std::size_t text_size(const Output& output) {
  Entry entry;
  if (!output.description.empty()) entry.add("Description", output.description);
  entry.add_value("Value", output.value);
  if (!output.export_name.empty()) {
    const std::size_t name = member_size(4, string_size(output.export_name), Entry::depth + 1);
    entry.add_size("Export", object_size(name, Entry::depth));
  }
  return entry.size(output.name);
}

std::size_t text_size(const TemplateParameter& parameter) {
  Entry entry;
  entry.add("Type", parameter.type);
  if (!parameter.description.empty()) entry.add("Description", parameter.description);
  if (parameter.default_value) entry.add("Default", *parameter.default_value);
  entry.add_list("AllowedValues", parameter.allowed_values);
  if (parameter.no_echo) entry.add_size("NoEcho", 4);
  return entry.size(parameter.name);
}

std::size_t text_size(const Template& body) {
  std::size_t members = 0;
  each_section(
      body,
      [&](std::string_view key, std::string_view text) {
        members += member_size(key.size(), string_size(text), 1);
      },
      [&](std::string_view key, const auto& entries) {
        std::size_t section = 0;
        for (const auto& entry : entries) section += text_size(entry);
        members += member_size(key.size(), entries.empty() ? 2 : object_size(section, 1), 1);
      });
  return object_size(members, 0) + 1;
}

}  // namespace agentcore
