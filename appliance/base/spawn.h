#pragma once

#include <spawn.h>

namespace signet {

/// posix_spawn's file actions and attributes, which free themselves.
class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&value_); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&value_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  posix_spawn_file_actions_t* get() { return &value_; }

 private:
  posix_spawn_file_actions_t value_{};
};

class SpawnAttributes {
 public:
  SpawnAttributes() { posix_spawnattr_init(&value_); }
  ~SpawnAttributes() { posix_spawnattr_destroy(&value_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;

  posix_spawnattr_t* get() { return &value_; }

 private:
  posix_spawnattr_t value_{};
};

}  // namespace signet
