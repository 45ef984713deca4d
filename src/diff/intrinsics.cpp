#include "diff/intrinsics.hpp"

#include <fmt/format.h>

#include "check/intrinsic.hpp"

namespace agentcore::diffing {
namespace {

using Visit = std::function<void(const Reference&)>;

std::string scalar_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Json placeholder(const std::string& name, const Json* variables) {
  if (variables != nullptr) {
    if (const Json* own = member(*variables, name)) return *own;
  }
  const std::size_t dot = name.find('.');
  // Unqualified, a std::string finds std::ref.
  return dot == std::string::npos ? agentcore::ref(name)
                                  : agentcore::get_att(name.substr(0, dot), name.substr(dot + 1));
}

/// The names in `{{resolve:ssm:NAME}}` whose version is not pinned: a pinned one stays as it is.
void visit_dynamic(const std::string& text, const Visit& visit) {
  static constexpr std::string_view begins[] = {"{{resolve:ssm:", "{{resolve:ssm-secure:"};
  for (const std::string_view begin : begins) {
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
      const std::size_t from = at + begin.size();
      const std::size_t end = text.find("}}", from);
      if (end == std::string::npos) break;
      const std::string name = text.substr(from, end - from);
      if (name.find(':') == std::string::npos) visit({Reference::Kind::ssm, name, {}});
    }
  }
}

/// The condition of Fn::If, the entry that Fn::FindInMap reads.
void visit_choice(const std::string& function, const Json& argument, const Visit& visit) {
  if (!argument.is_array()) return;
  if (function == "Fn::If" && argument.size() == 3 && argument[0].is_string()) {
    visit({Reference::Kind::condition, argument[0].get<std::string>(), {}});
  } else if (function == "Fn::FindInMap" && argument.size() >= 3 && argument[0].is_string()) {
    const auto key = [&](std::size_t i) {
      return argument[i].is_structured() ? std::string("*") : scalar_text(argument[i]);
    };
    visit({Reference::Kind::mapping, mapping_entry(argument[0].get<std::string>(), key(1), key(2)), {}});
  }
}

void visit_intrinsic(const std::string& function, const Json& argument, const ExportKey& export_key,
                     const Visit& visit) {
  if (function == "Ref" && argument.is_string()) {
    visit({Reference::Kind::local, argument.get<std::string>(), {}});
  } else if (function == "Fn::GetAtt") {
    auto [target, attribute] = get_att_target(argument);
    if (!target.empty()) visit({Reference::Kind::local, std::move(target), std::move(attribute)});
  } else if (function == "Fn::ImportValue") {
    visit({Reference::Kind::import, export_key(argument), {}});
  } else {
    visit_choice(function, argument, visit);
  }
}

}  // namespace

const Json* member(const Json& value, std::string_view name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::string mapping_entry(std::string_view mapping, std::string_view first, std::string_view second) {
  return fmt::format("{} {} {}", mapping, first, second);
}

const std::string* intrinsic_of(const Json& value) { return checking::intrinsic_name(value); }

std::pair<std::string, std::string> get_att_target(const Json& argument) {
  if (argument.is_string()) {
    const auto& text = argument.get_ref<const std::string&>();
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos) return {};
    return {text.substr(0, dot), text.substr(dot + 1)};
  }
  if (!argument.is_array() || argument.size() < 2 || !argument[0].is_string()) return {};
  std::string attribute;
  for (std::size_t i = 1; i < argument.size(); ++i) {
    if (!argument[i].is_string()) return {argument[0].get<std::string>(), {}};
    attribute += (i > 1 ? "." : "") + argument[i].get<std::string>();
  }
  return {argument[0].get<std::string>(), attribute};
}

std::vector<Json> sub_parts(const Json& argument) {
  const Json* text = &argument;
  const Json* variables = nullptr;
  if (argument.is_array() && argument.size() == 2) {
    text = &argument[0];
    variables = &argument[1];
  }
  if (!text->is_string()) return {};
  const auto& written = text->get_ref<const std::string&>();
  std::vector<Json> parts;
  std::string plain;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t end = written.compare(at, 2, "${") == 0 ? written.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      plain += written[at++];
      continue;
    }
    const std::string name = written.substr(at + 2, end - at - 2);
    at = end + 1;
    if (name.starts_with('!')) {
      plain += "${" + name.substr(1) + "}";
      continue;
    }
    if (!plain.empty()) parts.emplace_back(std::exchange(plain, {}));
    parts.push_back(placeholder(name, variables));
  }
  if (!plain.empty() || parts.empty()) parts.emplace_back(std::move(plain));
  return parts;
}

void for_each_reference(const Json& value, const ExportKey& export_key, const Visit& visit) {
  if (value.is_string()) return visit_dynamic(value.get_ref<const std::string&>(), visit);
  if (!value.is_structured()) return;
  if (const std::string* function = intrinsic_of(value)) {
    const Json& argument = value.begin().value();
    if (*function == "Fn::Sub") {
      for (const Json& part : sub_parts(argument)) for_each_reference(part, export_key, visit);
      return;
    }
    visit_intrinsic(*function, argument, export_key, visit);
    if (*function == "Ref" || *function == "Fn::GetAtt") return;
  }
  for (const Json& item : value) for_each_reference(item, export_key, visit);
}

}  // namespace agentcore::diffing
