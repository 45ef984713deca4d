#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Calls `check` with every zip archive.
template <class Check>
void for_each_code(const Project& project, Check check) {
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.artifact.code) check(*runtime.artifact.code);
  }
}

bool is_lower_alnum(char c) { return is_lower(c) || is_digit(c); }

bool is_bucket_name(std::string_view name) {
  const bool of_length = name.size() >= 3 && name.size() <= 63;
  const bool address = name.find_first_not_of("0123456789.") == std::string_view::npos;
  return of_length && !address && name.find("..") == std::string_view::npos && is_lower_alnum(name.front()) &&
         is_lower_alnum(name.back()) && std::all_of(name.begin(), name.end(), [](char c) {
           return is_lower_alnum(c) || c == '.' || c == '-';
         });
}

void bucket_name(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    const std::string* bucket = code.bucket.literal();
    if (bucket != nullptr && !is_bucket_name(*bucket))
      report(code.bucket.range, fmt::format("`{}` is not the name of a bucket", *bucket));
  });
}

bool is_object_key(std::string_view key) {
  const bool of_length = !key.empty() && key.size() <= static_cast<std::size_t>(limits::code_prefix_max);
  return of_length && key.front() != '/' && key.back() != '/' && !key.starts_with("s3://");
}

void object_key(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    const std::string* prefix = code.prefix.literal();
    if (prefix != nullptr && !is_object_key(*prefix))
      report(code.prefix.range, "this is not the key of a zip archive");
  });
}

void version_id(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    const std::string* version = literal_of(code.version_id);
    if (version == nullptr) return;
    const std::size_t length = version->size();
    if (length < static_cast<std::size_t>(limits::code_version_min) ||
        length > static_cast<std::size_t>(limits::code_version_max)) {
      report(code.version_id->range, fmt::format("`{}` is not the version of an object", *version));
    }
  });
}

void unversioned(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    const std::string* prefix = code.prefix.literal();
    if (code.version_id || prefix == nullptr || !is_object_key(*prefix) ||
        std::any_of(prefix->begin(), prefix->end(), is_digit))
      return;
    report(code.prefix.range, fmt::format("the key `{}` looks like one that is written again", *prefix));
  });
}

void entry_point(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    const std::size_t count = code.entry_point.size();
    if (count < 1 || count > static_cast<std::size_t>(limits::code_entry_point_max)) {
      report(count == 0 ? code.place : code.entry_point.back().range,
             fmt::format("an entry point has one or two parts, this one has {}", count));
    }
    for (const Located<std::string>& part : code.entry_point) {
      if (part->empty() || part->size() > static_cast<std::size_t>(limits::code_entry_point_part_max))
        report(part.range, fmt::format("a part of the entry point has {} characters, AWS takes 1 to {}",
                                       part->size(), limits::code_entry_point_part_max));
    }
  });
}

bool is_python(CodeRuntime runtime) { return runtime != CodeRuntime::node_22; }

bool is_script(std::string_view file) {
  return file.ends_with(".py") || file.ends_with(".js") || file.ends_with(".mjs") || file.ends_with(".cjs");
}

void entry_point_language(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    if (code.entry_point.empty()) return;
    const Located<std::string>& file = code.entry_point.back();
    const bool python = file->ends_with(".py");
    const bool script = file->ends_with(".js") || file->ends_with(".mjs") || file->ends_with(".cjs");
    if (code.entry_point.size() == 2 && is_script(*code.entry_point.front()) && !is_script(*file)) {
      report(file.range, "the file to start comes last",
             fmt::format("write [{}, {}]", *file, *code.entry_point.front()));
      return;
    }
    const bool fits = is_python(*code.runtime) ? !script : !python;
    if (fits) return;
    report.conflict({code.runtime.range, "runtime"}, {file.range, "entry_point"},
                    fmt::format("{} does not run `{}`", name_of(*code.runtime), *file));
  });
}

void bucket_region(const Project& project, const Report& report) {
  for_each_code(project, [&](const Code& code) {
    const std::string* bucket = code.bucket.literal();
    if (bucket == nullptr || has_word(*bucket, *project.region)) return;
    for (const catalog::Region& region : catalog::regions()) {
      if (!has_word(*bucket, region.name)) continue;
      report(code.bucket.range, fmt::format("the name of the bucket says {}, the runtime is in {}",
                                            region.name, *project.region))
          .add_note("the region is set here", project.region.range);
      return;
    }
  });
}

constexpr std::string_view schema =
    "CodeConfiguration of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint 1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3221", "code-bucket", Severity::error, "bucket is the name of an S3 bucket.",
      "write 3 to 63 of a-z, 0-9, . and -, beginning and ending with a letter or digit", schema,
      "S3 has no bucket of such a name, so the service cannot read the archive when the runtime is created. "
      "The stack rolls back."},
     bucket_name},
    {{"AC3222", "code-prefix", Severity::error, "prefix is the key of one object, at most 1,024 characters.",
      "write the key alone, such as agents/billing-1.2.0.zip, without s3://, bucket and a / before or behind "
      "it",
      schema,
      "The service asks S3 for exactly this key and takes no other form of address. S3 answers that it has "
      "no such key, and the stack rolls back."},
     object_key},
    {{"AC3223", "code-version", Severity::error, "version_id has 3 to 1,024 characters.",
      "write the VersionId that S3 gave the object, or leave it out", schema,
      "CloudFormation's schema bounds the length, and no version of S3 is outside of it. The stack fails "
      "before the runtime is made."},
     version_id},
    {{"AC3224", "code-unversioned", Severity::note,
      "An archive that is written again does not update a runtime.",
      "add `version_id`, or put the version into the key: a runtime gets a new version only when its "
      "artifact "
      "changes",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agent-runtime-versioning.html",
      "The service reads the archive when a version of the runtime is made. Writing the same key again "
      "changes nothing in the template, so CloudFormation reports no updates and the old code goes on "
      "running."},
     unversioned},
    {{"AC3225", "code-entry-point", Severity::error,
      "entry_point has one or two parts of 1 to 128 characters.",
      "write the file to start, such as [main.py], or a program and the file, such as "
      "[opentelemetry-instrument, "
      "main.py]",
      schema,
      "CloudFormation's schema takes one or two texts of that length: the file, or a program that wraps it "
      "and the file. Other lists are refused before the runtime is made."},
     entry_point},
    {{"AC3226", "code-language", Severity::error, "The file of entry_point is of the runtime's language.",
      "choose the runtime of the file's language", schema,
      "The runtime's interpreter is started with the file, whatever it holds. The runtime is created, and "
      "each of its sessions fails while it starts."},
     entry_point_language},
    {{"AC3227", "code-bucket-region", Severity::warning, "The bucket of the code is in the runtime's region.",
      "copy the archive to a bucket of the runtime's region and name that",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-get-started-code-deploy.html",
      "The service reads the archive from its own region when the runtime is created or updated, and the "
      "stack "
      "rolls back when it cannot. It is a warning because a bucket's name need not tell where it is."},
     bucket_region},
};

}  // namespace

std::span<const ProjectRule> code() { return table; }

}  // namespace agentcore::rules
