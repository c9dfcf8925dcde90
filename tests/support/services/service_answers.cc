#include "tests/support/services/service_answers.h"

#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "tests/support/services/revocation_service.h"
#include "tests/support/services/time_stamp_service.h"

namespace signet::test {
namespace {

constexpr std::size_t kHugeAnswer = 2U << 20U;

}  // namespace

ServiceAnswers::ServiceAnswers(ServiceHierarchy hierarchy, Clock clock)
    : hierarchy_(std::move(hierarchy)), clock_(std::move(clock)) {}

void ServiceAnswers::Set(const std::string& path, Behaviour behaviour) {
  const std::lock_guard lock(mutex_);
  behaviours_[path] = behaviour;
}

Behaviour ServiceAnswers::Arrive(const std::string& path) {
  const std::lock_guard lock(mutex_);
  ++counts_[path];
  const auto found = behaviours_.find(path);
  return found == behaviours_.end() ? Behaviour::kGood : found->second;
}

unsigned ServiceAnswers::Count(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(path);
  return found == counts_.end() ? 0 : found->second;
}

ServiceAnswer ServiceAnswers::Answer(const std::string& path, std::string_view body,
                                     Behaviour behaviour) const {
  ServiceAnswer answer;
  try {
    answer = Good(path, body, behaviour);
  } catch (const Error& error) {
    journal::Warning("test-service-failed cause=\"" + error.cause() + "\"");
    answer.status = 400;
  }
  if (behaviour == Behaviour::kHttp500) answer.status = 500;
  if (behaviour == Behaviour::kRedirect) answer.status = 302;
  if (behaviour == Behaviour::kRubbish) answer.body = "TEST rubbish";
  if (behaviour == Behaviour::kEmpty) answer.body.clear();
  if (behaviour == Behaviour::kHuge) answer.body.assign(kHugeAnswer, '\0');
  if (behaviour == Behaviour::kWrongType) answer.media_type = "text/html";
  return answer;
}

ServiceAnswer ServiceAnswers::Good(const std::string& path, std::string_view body,
                                   Behaviour behaviour) const {
  const Time now = clock_();
  const auto& h = hierarchy_;
  if (path == "/tsa/1" || path == "/tsa/2") {
    return {200, "application/timestamp-reply",
            AnswerTimeStamp(h, path == "/tsa/1" ? 0 : 1, behaviour, body, now)};
  }
  if (path == "/ocsp") {
    return {200, "application/ocsp-response",
            AnswerOcsp(h.issuer, h.responder, h.stranger, behaviour, body, now)};
  }
  if (path == "/crl/seal-ca.crl") {
    return {200, "application/pkix-crl",
            MakeCrl(h.issuer, {h.responder.certificate}, behaviour, now)};
  }
  if (path == "/crl/tsa-ca.crl") {
    // Only the first is revoked then, so that the second can step in.
    return {200, "application/pkix-crl",
            MakeCrl(h.tsa_issuer, {h.tsa.front().certificate}, behaviour, now)};
  }
  return {404, "text/plain", ""};
}

}  // namespace signet::test
