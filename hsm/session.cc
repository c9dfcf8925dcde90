#include "hsm/session.h"

#include "hsm/return_value.h"

namespace signet::hsm {

Session::Session(const Module& module, CK_SLOT_ID slot, Access access)
    : module_(module), slot_(slot) {
  const CK_FLAGS flags =
      CKF_SERIAL_SESSION | (access == Access::kReadWrite ? CKF_RW_SESSION : CK_FLAGS{0});
  Check(module_->C_OpenSession(slot_, flags, nullptr, nullptr, &handle_), "C_OpenSession");
}

Session::~Session() { module_->C_CloseSession(handle_); }

void Session::Login(CK_USER_TYPE user, const Secret& pin) const {
  const std::string_view digits = pin.Reveal();
  // C_Login takes the PIN without const and does not write to it.
  auto* octets = reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(digits.data()));
  const CK_RV value = module_->C_Login(handle_, user, octets, digits.size());
  if (value != CKR_USER_ALREADY_LOGGED_IN) Check(value, "C_Login");
}

void Session::Logout() const noexcept { module_->C_Logout(handle_); }

bool Session::LoggedIn() const {
  CK_SESSION_INFO info{};
  Check(module_->C_GetSessionInfo(handle_, &info), "C_GetSessionInfo");
  return info.state == CKS_RO_USER_FUNCTIONS || info.state == CKS_RW_USER_FUNCTIONS;
}

}  // namespace signet::hsm
