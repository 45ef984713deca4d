#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "agentcore/lock.hpp"
#include "emit/replacement.hpp"
#include "lock/codes.hpp"

namespace agentcore {

LockWriter::LockWriter(const LockFile& lock, const std::string& text, Diagnostics& diagnostics)
    : lock_(lock), diagnostics_(diagnostics) {
  if (lock.source != nullptr && lock.source->text() == text) return;
  std::error_code error;
  const std::filesystem::path target =
      std::filesystem::weakly_canonical(lock.name, error);  // of a link, the file
  replacement_ = std::make_unique<Replacement>(error ? std::filesystem::path(lock.name) : target);
  if (!replacement_->write(text)) fail();
}

LockWriter::~LockWriter() = default;

bool LockWriter::commit() {
  if (replacement_ == nullptr) return true;
  if (!replacement_->take_over()) fail();
  return replacement_ != nullptr;
}

void LockWriter::fail() {
  const Range where = lock_.source ? Range{lock_.source.get(), 0, 0} : Range{};
  diagnostics_.report(locking::unwritable, where,
                      fmt::format("cannot write {}: {}", lock_.name, std::strerror(errno)));
  replacement_.reset();
}

}  // namespace agentcore
