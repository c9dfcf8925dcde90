#include "appliance/seal/list_reader/confinement.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace signet::list_reader {
namespace {

void Require(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "signet-list-reader: %s is not possible here, so nothing is read.\n", what);
  std::_Exit(1);
}

bool Limit(__rlimit_resource resource, rlim_t most) {
  const rlimit limit{most, most};
  return setrlimit(resource, &limit) == 0;
}

}  // namespace

void Confine() {
  Require(close_range(STDERR_FILENO + 1, ~0U, 0) == 0, "closing descriptors");
  Require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "giving up privileges");
  // Containers often forbid this; opening a socket is out of the question below all the same.
  unshare(CLONE_NEWUSER | CLONE_NEWNET);
  Require(Limit(RLIMIT_CPU, 30), "limiting time");
  Require(Limit(RLIMIT_FSIZE, 0), "limiting files");
  Require(Limit(RLIMIT_CORE, 0), "forbidding core dumps");
  Require(Limit(RLIMIT_NPROC, 0), "forbidding children");
#ifndef SIGNET_SANITIZED
  // A sanitizer reserves terabytes and looks into /proc.
  Require(Limit(RLIMIT_AS, 1UL << 30U), "limiting memory");
  Require(Limit(RLIMIT_NOFILE, STDERR_FILENO + 1), "forbidding files and sockets");
#endif
}

}  // namespace signet::list_reader
