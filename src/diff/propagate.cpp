// How certain an effect is.
//
// A replaced resource has a new physical id, so what refers to it certainly changes. CloudFormation's change
// sets call every such change dynamic and its replacement conditional (API reference,
// ResourceChange.Replacement), since they are made before anything is; cloudformation-diff calls it certain.
// We say certain, but for one case: a resource that keeps its fixed name may keep its Ref and ARN, so that
// what refers to it may change. What hangs on a parameter's default or on a condition may change, too: a
// stack that is deployed may have another value for the parameter, and a condition may come to the same
// answer.

#include "diff/propagate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "agentcore/change_facts.hpp"
#include "diff/causes.hpp"
#include "diff/exports.hpp"
#include "diff/seeds.hpp"
#include "diff/uses.hpp"

namespace agentcore::diffing {
namespace {

/// Something whose users have to be told.
struct Event {
  std::string key;
  bool certain = true;
  std::vector<std::string> attributes;  ///< of those alone; empty: of all that refer to it
  std::size_t cause = 0;
};

class Propagation {
 public:
  Propagation(const std::vector<StackPair>& pairs, Facts& facts, std::vector<StackDifference>& differences)
      : pairs_(pairs), facts_(facts), differences_(differences), causes_(differences) {}

  void run() {
    index();
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      for (std::size_t j = 0; j < differences_[i].resources.size(); ++j) seed_resource(i, j);
      for (const EntryChange& output : differences_[i].outputs) seed_output(i, output);
      for (SectionSeed& seed : seeds_of_sections(pairs_[i], i, differences_[i])) {
        events_.push_back({std::move(seed.key), seed.certain, {}, causes_.add(std::move(seed.cause))});
      }
    }
    if (events_.empty()) return;
    uses_ = find_uses(pairs_);
    while (!events_.empty()) {
      const Event event = std::move(events_.front());
      events_.pop_front();
      tell_users(event);
    }
  }

 private:
  /// What is needed to find a resource or an output without a walk.
  void index() {
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      old_resources_.emplace_back(&section(pairs_[i].base, "Resources"));
      new_resources_.emplace_back(&section(pairs_[i].next, "Resources"));
      old_outputs_.emplace_back(&section(pairs_[i].base, "Outputs"));
      new_outputs_.emplace_back(&section(pairs_[i].next, "Outputs"));
      for (std::size_t j = 0; j < differences_[i].resources.size(); ++j) index_resource(i, j);
      for (std::size_t j = 0; j < differences_[i].outputs.size(); ++j) {
        outputs_.emplace(local_key(i, differences_[i].outputs[j].name), j);
      }
    }
  }

  void index_resource(std::size_t stack, std::size_t index) {
    const ResourceChange& change = differences_[stack].resources[index];
    changes_.emplace(local_key(stack, change.logical_id), index);
    for (std::size_t i = 0; i < change.properties.size(); ++i) {
      places_.emplace(place_key(stack, change.logical_id, change.properties[i].path), i);
    }
  }

  static std::string place_key(std::size_t stack, const std::string& name, const ValuePath& path) {
    return fmt::format("{} {} {}", stack, name, to_string(path));
  }

  void seed_resource(std::size_t stack, std::size_t index) {
    const ResourceChange& change = differences_[stack].resources[index];
    if (change.action == Action::create || change.action == Action::remove || change.action == Action::retain)
      return;
    announce(stack, change, {0, true}, no_parent);
  }

  void seed_output(std::size_t stack, const EntryChange& output) {
    const auto is_value = [](const ValueChange& change) {
      return !change.path.empty() && change.path.front().key == "Value";
    };
    if (std::ranges::none_of(output.values, is_value)) return;
    announce_output(stack, output.name, true,
                    causes_.add({"output ", output.name, " changes", stack, no_parent}));
  }

  /// Of an update in place: the properties from index `first` on are news.
  struct News {
    std::size_t first;
    bool certain;
  };

  /// Tells those who use the resource what it does.
  void announce(std::size_t stack, const ResourceChange& change, News news, std::size_t parent) {
    if (change.action == Action::update) return announce_update(stack, change, news, parent);
    const bool certain = change.action == Action::replace && !keeps_name(stack, change);
    const std::string_view verb = change.action == Action::replace ? " is replaced" : " may be replaced";
    const std::size_t cause = causes_.add({{}, change.logical_id, verb, stack, parent});
    events_.push_back({local_key(stack, change.logical_id), certain, {}, cause});
    announce_stored(stack, change, certain, cause);
  }

  bool keeps_name(std::size_t stack, const ResourceChange& change) const {
    return keeps_fixed_name(change, properties_of(old_resources_[stack].find(change.logical_id)),
                            properties_of(new_resources_[stack].find(change.logical_id)),
                            facts_.of(change.type));
  }

  void announce_update(std::size_t stack, const ResourceChange& change, News news, std::size_t parent) {
    std::vector<std::string> attributes;
    for (std::size_t i = news.first; i < change.properties.size(); ++i) {
      const std::string& name = change.properties[i].path.front().key;
      const std::string key =
          fmt::format("{} {} {}", local_key(stack, change.logical_id), name, news.certain);
      if (announced_.insert(key).second) attributes.push_back(name);
    }
    if (attributes.empty()) return;
    const bool stores = std::ranges::find(attributes, "Value") != attributes.end();
    if (const auto* fact = catalog::find_updated_attributes(change.type)) {
      attributes.insert(attributes.end(), fact->attributes.begin(), fact->attributes.end());
    }
    const std::string_view verb = news.certain ? " is updated" : " may be updated";
    const std::size_t cause = causes_.add({{}, change.logical_id, verb, stack, parent});
    events_.push_back({local_key(stack, change.logical_id), news.certain, std::move(attributes), cause});
    if (stores) announce_stored(stack, change, news.certain, cause);
  }

  /// Of a parameter in the parameter store: those who read it by its name.
  void announce_stored(std::size_t stack, const ResourceChange& change, bool certain, std::size_t cause) {
    if (change.type != "AWS::SSM::Parameter") return;
    const Json& properties = properties_of(new_resources_[stack].find(change.logical_id));
    const std::string name = text_of(&properties, "Name");
    if (!name.empty()) events_.push_back({ssm_key(name), certain, {}, cause});
  }

  void announce_output(std::size_t stack, const std::string& name, bool certain, std::size_t cause) {
    const Json* output = new_outputs_[stack].find(name);
    if (output == nullptr) return;
    const std::string key = export_key_of(*pairs_[stack].next, *output);
    if (!key.empty()) {
      events_.push_back(
          {import_key(key),
           certain,
           {},
           causes_.add({"export ", key, certain ? " changes" : " may change", no_stack, cause})});
    }
  }

  void tell_users(const Event& event) {
    const auto users = uses_.find(event.key);
    if (users == uses_.end()) return;
    for (const Use& use : users->second) {
      if (concerns(event, use)) tell(use, event);
    }
  }

  static bool concerns(const Event& event, const Use& use) {
    if (event.attributes.empty()) return true;
    const std::string_view root = std::string_view(use.attribute).substr(0, use.attribute.find('.'));
    return std::ranges::find(event.attributes, root) != event.attributes.end();
  }

  void tell(const Use& use, const Event& event) {
    switch (use.in) {
      case Use::In::resource:
        return tell_resource(use, event);
      case Use::In::output:
        return tell_output(use, event);
      case Use::In::parameter:
        return tell_parameter(use, event);
      case Use::In::condition:
        return tell_condition(use, event);
      case Use::In::existence:
        return tell_existence(use, event);
    }
  }

  void tell_resource(const Use& use, const Event& event) {
    ResourceChange* change = change_of(use);
    if (change == nullptr) return;
    ValueChange value = changed_by_reference(use, event);
    value.effect = effect_of(facts_.of(change->type), use.fact_path, value);
    if (value.effect == ChangeEffect::replace && !event.certain) value.effect = ChangeEffect::may_replace;
    if (!is_news(use, value.effect, event.certain)) return;
    const std::string_view verb = event.certain ? " changes" : " may change";
    const std::string path = to_string(use.path);
    change->because.push_back(fmt::format("{}, so {}{}", causes_.chain(event.cause, use.stack), path, verb));
    const std::size_t cause = causes_.add({path + " of ", use.name, verb, use.stack, event.cause});
    const Action action = std::max(change->action, action_of(value.effect));
    const bool worsens = action != change->action;
    change->action = action;
    const std::size_t first = add_value(use, *change, std::move(value));
    if (worsens || action == Action::update) announce(use.stack, *change, {first, event.certain}, cause);
  }

  static ValueChange changed_by_reference(const Use& use, const Event& event) {
    return {use.path, *use.value, *use.value, ChangeEffect::update, true, !event.certain};
  }

  /// Whether this place has not been told of an effect as strong, or as certain.
  bool is_news(const Use& use, ChangeEffect effect, bool certain) {
    const std::string place = place_key(use.stack, use.name, use.path);
    int& told =
        told_[fmt::format("{} {}", static_cast<int>(use.in), place)];  // outputs may be named as resources
    const int rank = 2 * static_cast<int>(effect) + (certain ? 1 : 0);
    if (told >= rank) return false;
    told = rank;
    return true;
  }

  /// The index of the value among the resource's properties.
  std::size_t add_value(const Use& use, ResourceChange& change, ValueChange value) {
    const auto [known, is_new] =
        places_.emplace(place_key(use.stack, use.name, use.path), change.properties.size());
    if (is_new) {
      change.properties.push_back(std::move(value));
    } else {
      ValueChange& told = change.properties[known->second];
      told.effect = std::max(told.effect, value.effect);
      told.uncertain = told.uncertain && value.uncertain;
    }
    return known->second;
  }

  /// nullptr: it is new, so that nothing changes for it.
  ResourceChange* change_of(const Use& use) {
    std::vector<ResourceChange>& changes = differences_[use.stack].resources;
    const auto [known, is_new] = changes_.emplace(local_key(use.stack, use.name), changes.size());
    if (is_new) {
      const Json* value = new_resources_[use.stack].find(use.name);
      changes.push_back({.logical_id = use.name, .type = text_of(value, "Type")});
      changes.back().old_properties = properties_of(old_resources_[use.stack].find(use.name));
      changes.back().new_properties = properties_of(value);
    }
    ResourceChange& change = changes[known->second];
    return change.action == Action::create ? nullptr : &change;
  }

  void tell_output(const Use& use, const Event& event) {
    const bool is_value = use.path.front().key == "Value";
    if ((!is_value && use.path.front().key != "Condition") || is_new_output(use)) return;
    if (!is_news(use, ChangeEffect::update, event.certain)) return;
    const std::size_t cause = event.cause;
    std::vector<EntryChange>& outputs = differences_[use.stack].outputs;
    const auto [known, is_new] = outputs_.emplace(local_key(use.stack, use.name), outputs.size());
    if (is_new) outputs.push_back({use.name, {}, {}});
    EntryChange& output = outputs[known->second];
    if (!is_told(output.values, use)) output.values.push_back(changed_by_reference(use, event));
    output.because.push_back(causes_.chain(cause, use.stack));
    if (is_value) announce_output(use.stack, use.name, event.certain, cause);
  }

  /// Whether something is said already of the member (Value, Condition) in which the use stands.
  static bool is_told(const std::vector<ValueChange>& values, const Use& use) {
    return std::ranges::any_of(values, [&](const ValueChange& value) {
      return value.path.empty() || value.path.front().key == use.path.front().key;
    });
  }

  bool is_new_output(const Use& use) const { return old_outputs_[use.stack].find(use.name) == nullptr; }

  void tell_parameter(const Use& use, const Event& event) {
    if (!is_news(use, ChangeEffect::update, event.certain)) return;
    const std::string_view verb = event.certain ? " changes" : " may change";
    events_.push_back({local_key(use.stack, use.name),
                       event.certain,
                       {},
                       causes_.add({"parameter ", use.name, verb, use.stack, event.cause})});
  }

  /// A condition may come to the same answer, whatever it is made of.
  void tell_condition(const Use& use, const Event& event) {
    if (!is_news(use, ChangeEffect::update, false)) return;
    events_.push_back({condition_key(use.stack, use.name),
                       false,
                       {},
                       causes_.add({"condition ", use.name, " may change", use.stack, event.cause})});
  }

  void tell_existence(const Use& use, const Event& event) {
    ResourceChange* change = change_of(use);
    if (change == nullptr || !is_news(use, ChangeEffect::update, event.certain)) return;
    if (!is_told(change->attributes, use)) change->attributes.push_back(changed_by_reference(use, event));
    change->because.push_back(causes_.chain(event.cause, use.stack));
  }

  const std::vector<StackPair>& pairs_;
  Facts& facts_;
  std::vector<StackDifference>& differences_;
  Uses uses_;
  // By index of the pair.
  std::vector<Members> old_resources_;
  std::vector<Members> new_resources_;
  std::vector<Members> old_outputs_;
  std::vector<Members> new_outputs_;
  // By local key: the index among the stack's changes.
  std::unordered_map<std::string, std::size_t> changes_;
  std::unordered_map<std::string, std::size_t> outputs_;
  // By place key.
  std::unordered_map<std::string, std::size_t> places_;
  // By kind of use and place key.
  std::unordered_map<std::string, int> told_;
  std::unordered_set<std::string> announced_;  // by local key, property and certainty
  Causes causes_;
  std::deque<Event> events_;
};

}  // namespace

void propagate(const std::vector<StackPair>& pairs, Facts& facts, std::vector<StackDifference>& differences) {
  Propagation(pairs, facts, differences).run();
}

}  // namespace agentcore::diffing
