#include "hsm/signature_request.h"

#include <utility>

namespace signet::hsm {

void Fulfil(RequestPointer request, Bytes signature) {
  request->answer(nullptr, std::move(signature));
}

void Fail(RequestPointer request, const Error& error) {
  request->answer(std::make_exception_ptr(error), {});
}

}  // namespace signet::hsm
