// Feeds mutated templates to the reader: fuzz_templates PROJECT_FOLDER [ROUNDS [SEED]].
//
// Whatever a text holds, it is answered by findings or by a sound template: no crash, nothing thrown, and
// what is read reads the same when it is written out. The text of the round is in a file, named at the start,
// which a crash leaves behind.

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "agentcore/pipeline.hpp"
#include "agentcore/read_template.hpp"
#include "mutator.hpp"

namespace {

namespace fs = std::filesystem;
using namespace agentcore;
using agentcore::testing::Mutator;
using agentcore::testing::Texts;

constexpr const char* short_tags = R"(AWSTemplateFormatVersion: 2010-09-09
Conditions:
  IsProd: !And [!Equals [!Ref Stage, prod], !Not [!Condition Other], !Or [!Condition A, !Condition B]]
Mappings: {Regions: {us-east-1: {Zone: use1-az1}}}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Condition: IsProd
    Properties: &common
      QueueName: !Sub "${AWS::StackName}-queue"
      DelaySeconds: 0_10
      Zone: !FindInMap [Regions, !Ref "AWS::Region", Zone]
      Tags: [{Key: a, Value: !If [IsProd, !GetAtt Other.Arn, !Ref AWS::NoValue]}]
  Other:
    Type: AWS::SQS::Queue
    Properties:
      <<: *common
      Data: !Base64
        Fn::Join: ["", [!Select [0, !Split [",", !ImportValue x]], !GetAZs "", !Cidr [10.0.0.0/16, 2, 8]]]
Outputs:
  Arn: {Value: !GetAtt [Other, Arn], Export: {Name: !Sub ["${a}-arn", {a: !Ref Queue}]}}
)";

/// What a terminal would obey.
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }

std::string fault_of(const Json& body, const Source& source) {
  if (!body.is_object()) return "a template that is no object";
  for (const std::string& sentence : not_followed(body, source.name())) {
    if (!sentence.starts_with(source.name())) return "a sentence that does not name the template";
  }
  const auto resources = body.find("Resources");
  if (resources == body.end()) return {};
  for (const auto& [id, resource] : resources->items()) {
    if (!id.starts_with("Fn::") && !resource.at("Type").is_string()) return "a resource without type";
  }
  const Source again("again.json", body.dump());
  Diagnostics diagnostics;
  const std::optional<Json> read = parse_template(again, diagnostics);
  if (!read) return "written out, it is no template";
  return read->dump() == again.text() ? "" : "written out, it reads otherwise";
}

std::string fault_of(const Source& source) {
  try {
    Diagnostics diagnostics;
    const std::optional<Json> body = parse_template(source, diagnostics);
    if (body.has_value() == diagnostics.has_errors()) return "a template, and errors";
    for (const Diagnostic* finding : diagnostics.sorted()) {
      if (finding->headline.empty() || finding->headline.ends_with('.')) return "a headline without form";
      if (finding->range.end > source.text().size() + 1) return "a place outside of the text";
    }
    const std::string shown = render_text(diagnostics, false);
    if (std::any_of(shown.begin(), shown.end(), is_control)) return "the findings hold a control character";
    return body ? fault_of(*body, source) : "";
  } catch (const std::exception& error) {
    return std::string("thrown: ") + error.what();
  }
}

Mutator mutator_of(const fs::path& project, unsigned long seed) {
  Texts sound = {short_tags};
  for (const fs::directory_entry& entry : fs::directory_iterator(project / "examples")) {
    Diagnostics diagnostics;
    const Config config = load(entry.path().string(), {}, diagnostics);
    if (!config.project) continue;
    for (const Format format : {Format::json, Format::yaml}) {
      const std::optional<Build> build = compile(*config.project, {.format = format}, diagnostics);
      for (const EmittedStack& stack : build->stacks) {
        sound.push_back(to_text(stack.stack.body, format));
      }
    }
  }
  std::sort(sound.begin(), sound.end());
  Texts corpus = sound;
  return {std::move(sound), std::move(corpus), static_cast<std::uint32_t>(seed)};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 64;
  const unsigned long rounds = argc > 2 ? std::stoul(argv[2]) : 2000;
  const unsigned long seed = argc > 3 ? std::stoul(argv[3]) : 1;
  const fs::path path =
      fs::temp_directory_path() / ("agentcore-fuzz-templates-" + std::to_string(::getpid()));
  std::printf("%lu rounds, seed %lu, the text of the round is %s\n", rounds, seed, path.c_str());
  std::fflush(stdout);
  Mutator mutator = mutator_of(argv[1], seed);
  int faults = 0;
  for (unsigned long round = 0; round < rounds && faults < 10; ++round) {
    const std::string text = mutator.next();
    std::ofstream(path, std::ios::binary) << text;
    const Source source(round % 2 == 0 ? "t.yaml" : "t.json", text);
    const std::string fault = fault_of(source);
    if (fault.empty()) continue;
    ++faults;
    const std::string kept = path.string() + "." + std::to_string(round);
    std::ofstream(kept, std::ios::binary) << text;
    std::printf("round %lu: %s: %s\n", round, fault.c_str(), kept.c_str());
  }
  fs::remove(path);
  std::printf("%d faults\n", faults);
  return faults == 0 ? 0 : 1;
}
