#pragma once

// The tables that generate/generate_tables.cpp lays out at build time from config/, templates/ and
// tests/rules/. Every one is constant data, sorted by name (bytewise) for binary search.

#include "agentcore/catalog.hpp"
#include "agentcore/change_facts.hpp"

namespace agentcore::catalog::tables {

struct FixedText {
  std::string_view path;  ///< below templates/ or tests/rules/, with '/'
  std::string_view text;
};

extern const std::span<const Region> regions;
extern const std::span<const Partition> partitions;
extern const std::span<const FargateSize> fargate_sizes;
extern const std::span<const FargateDefault> fargate_defaults;  ///< "", the default of all others, is first
extern const std::span<const EndpointService> endpoint_services;
extern const std::span<const IpRanges> ip_ranges;  ///< one
extern const std::span<const std::int64_t> log_retention_days;
extern const Names inference_profile_prefixes;
extern const std::span<const ProfileGeography> profile_geographies;
extern const Names condition_operators;
extern const Names intrinsic_functions;
extern const std::span<const IamFacts> iam_facts;  ///< one
extern const std::span<const ServiceActions> service_actions;
extern const std::span<const Architectures> architectures;  ///< one
extern const std::span<const Names> credential_parts;       ///< by the patterns of secret_signs
extern const std::span<const SecretSigns> secret_signs;     ///< one
extern const std::span<const ResourceType> resource_types;
extern const std::span<const DeletionFact> deletion_facts;
extern const std::span<const UpdatedAttributes> updated_attributes;
extern const std::span<const Identity> identities;
extern const std::span<const ExclusiveMembers> exclusive_members;
extern const std::span<const LingeringInterfaces> lingering_interfaces;
extern const Names interface_holders;
extern const std::span<const FixedValue> policies;
extern const std::span<const FixedText> fixed_texts;
extern const std::span<const FixedText> rule_cases;
extern const std::string_view type_changes;                       ///< its form: generate/type_changes.hpp
extern const std::span<const std::uint32_t> type_changes_begins;  ///< where each type begins in it

}  // namespace agentcore::catalog::tables
