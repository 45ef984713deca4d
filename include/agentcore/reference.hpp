#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// The config reference in Markdown: every entity, its keys, what they take, and what holds without them.
/// Made from the same describe() that decodes a config. The README holds this text, and a test compares.
std::string config_reference();

/// The rules in Markdown: code, severity, name, and what must hold. The README holds this text, too.
std::string rule_reference();

/// {"version":1,"rules":[{code, name, severity, summary, why, help, source}]}; ends with a newline.
std::string rules_json(std::span<const RuleInfo* const> rules);

/// One rule in full: what must hold, why, what to do, a config that fails with what is said of it, one that
/// passes, the source. The configs are the rule's case in tests/rules. `columns`: where words wrap.
std::string rule_page(const RuleInfo& rule, bool color, std::size_t columns);

}  // namespace agentcore
