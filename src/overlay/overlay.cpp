#include "agentcore/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "decode/suggestion.hpp"
#include "overlay/choose_target.hpp"
#include "overlay/codes.hpp"
#include "overlay/merge.hpp"
#include "overlay/named_lists.hpp"
#include "overlay/node_maker.hpp"
#include "overlay/put.hpp"
#include "validate/concealment.hpp"

namespace agentcore {

using overlaying::find_entry;
using overlaying::Step;

/// Carries one change after another to the root.
class Overlayer {
 public:
  Overlayer(Overlaid& result, Diagnostics& diagnostics)
      : result_(result), nodes_(*result.memory_), diagnostics_(diagnostics) {}

  void start(const Node& root) { result_.root_ = &root; }

  void merge_environment(const Node& overlay) {
    for (const std::string_view key : overlaying::choosing_keys) {
      const Entry* entry = find_entry(overlay, key);
      if (entry == nullptr) continue;
      diagnostics_.report(overlaying::overlay_names, entry->key->range,
                          fmt::format("`{}` cannot be in an overlay", key));
      return;
    }
    result_.root_ = overlaying::merge(*result_.root_, overlay, nodes_, diagnostics_);
  }

  /// `--env NAME` as the value of `environment`. A name under `environments` is the value itself, so that
  /// what is found about it points into the file.
  void set_environment(const std::string& name) {
    const Entry* environments = find_entry(*result_.root_, "environments");
    const Entry* known = environments == nullptr ? nullptr : find_entry(*environments->value, name);
    const Source& argument =
        result_.arguments_.emplace_back("--env", "--env " + name, Source::Kind::argument);
    constexpr std::uint32_t begin = 6;
    const Step key{false, "environment", 0, begin - 1};
    const Node* value =
        known == nullptr ? nodes_.scalar({&argument, begin, end_of(argument)}, name) : known->key;
    result_.root_ = overlaying::put(*result_.root_, argument, {&key, 1}, value, nodes_, diagnostics_);
  }

  /// From here on, the tree is that of one target.
  void choose_target(const std::optional<std::string>& region) {
    overlaying::ChosenTarget chosen =
        overlaying::choose_target(*result_.root_, region, result_.arguments_, nodes_, diagnostics_);
    result_.root_ = chosen.root;
    result_.regions_ = std::move(chosen.regions);
  }

  void set_value(const std::string& text) {
    constexpr std::string_view flag = "--set ";
    const std::string path = secrets::masked(text.substr(0, text.find_first_of("=: ")));
    const Source& argument = result_.arguments_.emplace_back(
        std::string(flag) + path, std::string(flag) + text, Source::Kind::argument);
    std::uint32_t equals = 0;
    const auto steps = overlaying::parse_path(argument.text(), flag.size(), equals);
    if (!steps) {
      diagnostics_.report(overlaying::set_form, {&argument, flag.size(), end_of(argument)},
                          "the argument of --set is not path=value");
      return;
    }
    if (is_about_overlays(argument, *steps)) return;
    const Node* root = overlaying::put(*result_.root_, argument, *steps, value_of(argument, equals + 1),
                                       nodes_, diagnostics_);
    if (root != nullptr) result_.root_ = root;
  }

  const Node* environment_overlay(const Node& root, const std::string& environment) {
    const Entry* environments = find_entry(root, "environments");
    if (environments == nullptr || environments->value->kind == Node::Kind::null) return nullptr;
    if (!is_mapping(*environments->value)) return nullptr;
    const Node* chosen = nullptr;
    for (const Entry& entry : environments->value->entries) {
      if (entry.value->kind != Node::Kind::null && !is_mapping(*entry.value)) continue;
      if (entry.key->text == environment) chosen = entry.value;
    }
    return chosen;
  }

  void report_unknown_environment(const std::vector<std::string>& names) {
    const Source& argument = result_.arguments_.back();
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string_view typed = std::string_view(argument.text()).substr(6);
    const std::string_view near = nearest(typed, known);
    diagnostics_.report(
        overlaying::unknown_environment, {&argument, 6, end_of(argument)},
        fmt::format("the file has no environment `{}`", typed),
        near.empty() ? fmt::format("name {}", one_of(known)) : fmt::format("did you mean `{}`?", near));
  }

  /// A written environment that has no overlay, and reads like one that has.
  void check_own_environment(const std::vector<std::string>& names) {
    const Entry* written = find_entry(*result_.root_, "environment");
    if (written == nullptr || std::find(names.begin(), names.end(), written->value->text) != names.end())
      return;
    const std::string_view near = nearest(written->value->text, {names.begin(), names.end()});
    if (near.empty()) return;
    diagnostics_.report(overlaying::no_overlay, written->value->range,
                        fmt::format("no overlay is for the environment `{}`", written->value->text),
                        fmt::format("did you mean `{}`?", near));
  }

 private:
  static std::uint32_t end_of(const Source& source) {
    return static_cast<std::uint32_t>(source.text().size());
  }

  /// Reports a path that would change which overlay applies, or one that was merged already.
  bool is_about_overlays(const Source& argument, const std::vector<Step>& steps) {
    const Range place{&argument, steps.front().begin, steps.front().end};
    if (steps.front().text == "environments") {
      diagnostics_.report(overlaying::set_path, place, "the overlays are merged before --set is carried out",
                          "set the value itself: leave out `environments.<name>.`");
    } else if (steps.front().text == "environment") {
      diagnostics_.report(overlaying::set_path, place, "`environment` also chooses the overlay",
                          "write --env NAME instead");
    } else if (steps.front().text == "region" && overlaying::has_targets(*result_.root_)) {
      diagnostics_.report(overlaying::set_path, place, "`targets` say the regions",
                          "set `targets[<region>].region`, or choose a target by --region");
    } else {
      return false;
    }
    return true;
  }

  bool is_mapping(const Node& node) {
    if (node.kind == Node::Kind::mapping) return true;
    diagnostics_.report(overlaying::overlay_form, node.range, "an overlay is a mapping");
    return false;
  }

  /// The text behind `=`, and, where it looks like one, the list or mapping that it is. For `null`: removed.
  const Node* value_of(const Source& argument, std::uint32_t begin) {
    const Range range{&argument, begin, end_of(argument)};
    const std::string_view text = std::string_view(argument.text()).substr(begin);
    if (text == "null") return nodes_.removed(range);
    const Node* plain = nodes_.scalar(range, text);
    if (!text.starts_with('[') && !text.starts_with('{')) return plain;
    // Blanks for the path, so that places in the value are places in the argument.
    const Source& source = result_.arguments_.emplace_back(
        argument.name(), std::string(begin, ' ') + std::string(text), Source::Kind::argument);
    Diagnostics findings;  // what is no YAML is text
    std::optional<Document> document = parse_document(source, findings);
    if (!document || findings.has_errors()) return plain;
    Node* node = nodes_.make(*plain);
    node->structured = nodes_.moved_to(argument, result_.values_.emplace_back(*std::move(document)).root());
    return node;
  }

  Overlaid& result_;
  overlaying::NodeMaker nodes_;
  Diagnostics& diagnostics_;
};

namespace {

/// `--set targets[0].accounts=...` says which targets there are, so it comes before one is chosen.
bool is_about_targets(std::string_view value) {
  return value.substr(0, value.find_first_of("=.[")) == "targets";
}

}  // namespace

std::vector<std::string> environment_names(const Document& document) {
  std::vector<std::string> names;
  const Node& root = document.root();
  const Entry* environments = root.kind == Node::Kind::mapping ? find_entry(root, "environments") : nullptr;
  if (environments == nullptr) return names;
  for (const Entry& entry : environments->value->entries) names.emplace_back(entry.key->text);
  return names;
}

namespace {

std::string written_at_top(const Document& document, std::string_view key) {
  const Node& root = document.root();
  const Entry* written = root.kind == Node::Kind::mapping ? find_entry(root, key) : nullptr;
  return written == nullptr ? std::string() : std::string(written->value->text);
}

}  // namespace

std::string own_environment(const Document& document) { return written_at_top(document, "environment"); }

std::string own_project(const Document& document) { return written_at_top(document, "project"); }

Overlaid overlay(const Document& document, const Overrides& overrides, Diagnostics& diagnostics) {
  Overlaid result;
  Overlayer overlayer(result, diagnostics);
  const Node& root = document.root();
  overlayer.start(root);
  if (root.kind != Node::Kind::mapping) return result;
  const std::vector<std::string> names = environment_names(document);
  std::string environment = own_environment(document);
  if (overrides.environment) {
    environment = *overrides.environment;
    overlayer.set_environment(environment);
    if (!names.empty() && std::find(names.begin(), names.end(), environment) == names.end()) {
      overlayer.report_unknown_environment(names);
    }
  }
  if (!overrides.environment) overlayer.check_own_environment(names);
  if (const Node* chosen = overlayer.environment_overlay(root, environment))
    overlayer.merge_environment(*chosen);
  for (const std::string& value : overrides.values) {
    if (is_about_targets(value)) overlayer.set_value(value);
  }
  overlayer.choose_target(overrides.region);
  for (const std::string& value : overrides.values) {
    if (!is_about_targets(value)) overlayer.set_value(value);
  }
  return result;
}

std::vector<const RuleInfo*> overlay_rules() {
  using namespace overlaying;
  return {&overlay_form,    &unknown_environment, &overlay_names,
          &overlay_unnamed, &overlay_target,      &set_form,
          &set_path,        &no_overlay,          &region_beside_targets,
          &no_target,       &unknown_target};
}

}  // namespace agentcore
