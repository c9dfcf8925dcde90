// For the address sanitizer alone: SoftHSM 2.6.1 leaks two OCTET STRINGs with each C_SignInit for
// Ed25519 (TOKEN.md). Its frames are only seen if the stack is unwound the slow way.

extern "C" {
// The sanitizer's own names.
// NOLINTBEGIN(bugprone-reserved-identifier)
const char* __asan_default_options();
const char* __lsan_default_suppressions();

const char* __asan_default_options() { return "fast_unwind_on_malloc=0"; }
const char* __lsan_default_suppressions() { return "leak:libsofthsm2.so\n"; }
// NOLINTEND(bugprone-reserved-identifier)
}
