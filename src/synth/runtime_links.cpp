#include "synth/runtime_links.hpp"

#include <algorithm>
#include <tuple>

#include "synth/resources/runtime.hpp"

namespace agentcore {
namespace {

/// No value of a runtime lies deeper in a template.
constexpr std::size_t deepest = 12;

}  // namespace

bool RuntimeLinks::Call::operator<(const Call& other) const {
  return std::tie(from, to, attribute) < std::tie(other.from, other.to, other.attribute);
}

RuntimeLinks::RuntimeLinks(const Project& project) : project_(project) {
  for (const ReferenceUse& use : project.references) {
    const Reference& reference = *use.reference;
    if (reference.kind != ReferenceKind::runtime || !use.runtime) continue;
    ++calls_[{*use.runtime, *reference.index, *reference.attribute}];
  }
}

/// Without a need of ours.
bool RuntimeLinks::is_published(const Call& call) const {
  return *project_.outputs == RuntimeOutputs::all || call.attribute == RuntimeAttribute::arn;
}

Piece RuntimeLinks::publication(const Call& call) const {
  StackBuilder builder(project_, StackKind::agentcore);
  publish(builder, project_.runtimes[call.to], call.attribute);
  return builder.take();
}

void RuntimeLinks::reserve(Pieces& runtimes) {
  std::set<std::pair<std::size_t, RuntimeAttribute>> published;
  for (const auto& [call, uses] : calls_) {
    Item& caller = runtimes.wanted.items[call.from];
    if (caller.refers_to.empty() || caller.refers_to.back() != call.to) caller.refers_to.push_back(call.to);
    StackBuilder builder(project_, StackKind::agentcore);
    const Json value =
        builder.from_stack(StackKind::agentcore, runtime_output(project_.runtimes[call.to], call.attribute));
    agentcore::reserve(caller, reserved_.emplace_back(builder.take()));
    caller.weight.bytes += uses * text_size(value, deepest);
    if (is_published(call) || !published.insert({call.to, call.attribute}).second) continue;
    agentcore::reserve(runtimes.wanted.items[call.to], reserved_.emplace_back(publication(call)));
  }
}

void RuntimeLinks::replace(const Call& call, Piece& caller) const {
  const Runtime& called = project_.runtimes[call.to];
  StackBuilder builder(project_, StackKind::agentcore);
  const Json value = builder.from_stack(StackKind::agentcore, runtime_output(called, call.attribute));
  const Json own = runtime_attribute(called, call.attribute);
  const Json& names = own["Fn::GetAtt"];
  replace_attribute(caller, names[0].get_ref<const std::string&>(), names[1].get_ref<const std::string&>(),
                    value);
  append(caller, builder.take());
}

void RuntimeLinks::link(const Parts& parts, std::vector<Piece>& runtimes) const {
  std::set<std::pair<std::size_t, RuntimeAttribute>> published;
  for (const auto& [call, uses] : calls_) {
    if (parts.part_of[call.from] == parts.part_of[call.to]) continue;
    replace(call, runtimes[call.from]);
    if (is_published(call) || !published.insert({call.to, call.attribute}).second) continue;
    append(runtimes[call.to], publication(call));
  }
}

std::vector<std::set<std::size_t>> RuntimeLinks::needs(const Parts& parts) const {
  std::vector<std::set<std::size_t>> needs;
  for (const auto& [call, uses] : calls_) {
    const std::size_t part = parts.part_of[call.from];
    needs.resize(std::max(needs.size(), part + 1));
    if (parts.part_of[call.to] != part) needs[part].insert(parts.part_of[call.to]);
  }
  return needs;
}

}  // namespace agentcore
