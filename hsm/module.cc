#include "hsm/module.h"

#include <dlfcn.h>

#include "appliance/base/error.h"
#include "hsm/return_value.h"

namespace signet::hsm {
namespace {

// A module that others in this process use already (a second Signer, in provisioning) stays theirs
// to end.
bool Initialise(CK_FUNCTION_LIST& functions) {
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  CK_RV value = functions.C_Initialize(&arguments);
  if (value == CKR_CANT_LOCK) value = functions.C_Initialize(nullptr);
  if (value == CKR_CRYPTOKI_ALREADY_INITIALIZED) return false;
  Check(value, "C_Initialize");
  return true;
}

}  // namespace

void Module::Close::operator()(void* library) const { dlclose(library); }

Module::Module(const std::filesystem::path& path) {
  if (!path.is_absolute()) {
    throw Error(
        Code::kConfigurationInvalid,
        "The PKCS#11 module must be named by its absolute path, not \"" + path.string() + "\".");
  }
  // NODELETE: modules leave threads and exit handlers behind that outlive dlclose.
  library_.reset(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE));
  if (!library_) {
    throw Error(Code::kConfigurationInvalid,
                "The PKCS#11 module " + path.string() +
                    " cannot be loaded. Check the path and that its package is installed.",
                dlerror());  // NOLINT(concurrency-mt-unsafe): thread-local in glibc
  }
  const auto get_functions =
      reinterpret_cast<CK_C_GetFunctionList>(dlsym(library_.get(), "C_GetFunctionList"));
  if (get_functions == nullptr) {
    throw Error(Code::kConfigurationInvalid,
                path.string() + " is not a PKCS#11 module. Give the file that its maker names so.");
  }
  Check(get_functions(&functions_), "C_GetFunctionList");
  finalise_ = Initialise(*functions_);
}

Module::~Module() {
  if (finalise_) functions_->C_Finalize(nullptr);
}

}  // namespace signet::hsm
