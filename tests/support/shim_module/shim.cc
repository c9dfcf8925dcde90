// libsignet_shim.so: a PKCS#11 module for tests that wraps another one and misbehaves on command,
// so that tests meet a token that hangs, fails, crashes or is slow, with a real token behind it.
// README.md beside this file is its contract.

#include <dlfcn.h>
#include <fcntl.h>
#include <p11-kit/pkcs11.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "appliance/base/bytes.h"
#include "appliance/base/file.h"
#include "hsm/return_value.h"
#include "tests/support/shim_module/command.h"

namespace signet::test {
namespace {

const char* Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// One line at the end of a file that several processes write to: O_APPEND and one write.
void AppendLine(const char* path, const std::string& line) {
  if (*path == '\0') return;
  const FileDescriptor file(open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    std::abort();
  }
}

std::string NameOfMechanism(CK_MECHANISM_TYPE type) {
  if (type == CKM_ECDSA) return "CKM_ECDSA";
  if (type == CKM_RSA_PKCS) return "CKM_RSA_PKCS";
  if (type == CKM_RSA_PKCS_PSS) return "CKM_RSA_PKCS_PSS";
  if (type == CKM_EDDSA) return "CKM_EDDSA";
  return "CKM_" + std::to_string(type);
}

std::string Hex(ByteView octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const auto octet : octets) hex.append({kDigits[octet >> 4U], kDigits[octet & 15U]});
  return hex;
}

[[noreturn]] void HangForEver() {
  while (true) pause();
}

[[noreturn]] void Crash() {
  std::signal(SIGSEGV, SIG_DFL);  // past a sanitizer's own handler
  std::raise(SIGSEGV);
  std::abort();
}

/// Carries out the commands for this call; the value to fail with, or CKR_OK to go on.
CK_RV Obey(Call call) {
  for (const Command& command : TakeCommands(Variable("SIGNET_SHIM_CONTROL"), call)) {
    if (command.verb == Verb::kHang) HangForEver();
    if (command.verb == Verb::kCrash) Crash();
    if (command.verb == Verb::kDelay) std::this_thread::sleep_for(command.delay);
    if (command.verb == Verb::kFail) return command.value;
  }
  return CKR_OK;
}

std::mutex guard;
CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST shim;
std::map<CK_SESSION_HANDLE, CK_MECHANISM_TYPE> signing_with;

CK_RV Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR* pin, CK_ULONG size) {
  CK_RV value = Obey(Call::kLogin);
  if (value == CKR_OK) value = real->C_Login(session, user, pin, size);
  AppendLine(Variable("SIGNET_SHIM_LOGINS"),
             std::to_string(user) + " " + hsm::NameOfReturnValue(value) + "\n");
  return value;
}

CK_RV SignInit(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  const CK_RV ordered = Obey(Call::kSignInit);
  if (ordered != CKR_OK) return ordered;
  const CK_RV value = real->C_SignInit(session, mechanism, key);
  const std::scoped_lock lock(guard);
  if (value == CKR_OK) signing_with[session] = mechanism->mechanism;
  return value;
}

CK_RV Sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG size, CK_BYTE* signature,
           CK_ULONG* signature_size) {
  const CK_RV ordered = Obey(Call::kSign);
  if (ordered != CKR_OK) return ordered;
  const CK_RV value = real->C_Sign(session, data, size, signature, signature_size);
  if (value != CKR_OK || signature == nullptr) return value;
  const std::scoped_lock lock(guard);
  AppendLine(Variable("SIGNET_SHIM_RECORD"),
             NameOfMechanism(signing_with[session]) + " " + Hex({data, size}) + "\n");
  return value;
}

CK_RV LoadRealModule() {
  const char* path = Variable("SIGNET_SHIM_MODULE");
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  void* entry = library == nullptr ? nullptr : dlsym(library, "C_GetFunctionList");
  if (entry == nullptr) {
    std::fprintf(stderr, "signet_shim: SIGNET_SHIM_MODULE=%s is no PKCS#11 module\n", path);
    return CKR_GENERAL_ERROR;
  }
  return reinterpret_cast<CK_C_GetFunctionList>(entry)(&real);
}

}  // namespace
}  // namespace signet::test

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(
    CK_FUNCTION_LIST_PTR_PTR list) {
  using namespace signet::test;
  const std::scoped_lock lock(guard);
  if (real == nullptr) {
    if (const CK_RV value = LoadRealModule(); value != CKR_OK) return value;
    shim = *real;
    shim.C_GetFunctionList = &C_GetFunctionList;
    shim.C_Login = &Login;
    shim.C_SignInit = &SignInit;
    shim.C_Sign = &Sign;
  }
  *list = &shim;
  return CKR_OK;
}
