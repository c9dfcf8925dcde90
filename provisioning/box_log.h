#pragma once

#include "appliance/audit/log_source.h"
#include "provisioning/box_connection.h"

namespace signet::provisioning {

/// The published log of a running box, over its API (role auditor or operator).
class BoxLog final : public audit::LogSource {
 public:
  /// `connection` must outlive this object.
  explicit BoxLog(BoxConnection& connection) : connection_(connection) {}
  std::string ReadCheckpoint() override;
  Bytes ReadTile(unsigned level, std::uint64_t number, unsigned width) override;
  Bytes ReadBundle(std::uint64_t number, unsigned width) override;

 private:
  BoxConnection& connection_;
};

}  // namespace signet::provisioning
