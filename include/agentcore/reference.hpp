#pragma once

#include <string>

namespace agentcore {

/// The config reference in Markdown: every entity, its keys, what they take, and what holds without them.
/// Made from the same describe() that decodes a config. The README holds this text, and a test compares.
std::string config_reference();

/// The rules in Markdown: code, severity, name, and what must hold.
std::string rule_reference();

}  // namespace agentcore
