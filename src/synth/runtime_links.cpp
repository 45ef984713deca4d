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

void RuntimeLinks::reserve(ToPlace& runtimes) const {
  std::set<std::pair<std::size_t, RuntimeAttribute>> published;
  for (const auto& [call, uses] : calls_) {
    Item& caller = runtimes.items[call.from];
    if (caller.refers_to.empty() || caller.refers_to.back() != call.to) caller.refers_to.push_back(call.to);
    StackBuilder builder(project_, StackKind::agentcore);
    const Json value =
        builder.from_stack(StackKind::agentcore, runtime_output(project_.runtimes[call.to], call.attribute));
    agentcore::reserve(caller, builder.take());
    caller.weight.bytes += uses * text_size(value, deepest);
    if (is_published(call) || !published.insert({call.to, call.attribute}).second) continue;
    agentcore::reserve(runtimes.items[call.to], publication(call));
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

void RuntimeLinks::settle(const Parts& parts) {
  std::set<std::pair<std::size_t, RuntimeAttribute>> published;
  for (const auto& [call, uses] : calls_) {
    const std::size_t part = parts.part_of[call.from];
    if (part == parts.part_of[call.to]) continue;
    needs_[part].insert(parts.part_of[call.to]);
    calls_of_[call.from].push_back(call);
    if (is_published(call) || !published.insert({call.to, call.attribute}).second) continue;
    published_of_[call.to].push_back(call);
  }
}

void RuntimeLinks::link(std::size_t index, Piece& runtime) const {
  if (const auto calls = calls_of_.find(index); calls != calls_of_.end()) {
    for (const Call& call : calls->second) replace(call, runtime);
  }
  if (const auto calls = published_of_.find(index); calls != published_of_.end()) {
    for (const Call& call : calls->second) append(runtime, publication(call));
  }
}

std::set<std::size_t> RuntimeLinks::needs(std::size_t part) const {
  const auto found = needs_.find(part);
  return found == needs_.end() ? std::set<std::size_t>() : found->second;
}

}  // namespace agentcore
