#include "tests/support/services/service_answers.h"

#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "tests/support/services/revocation_service.h"
#include "tests/support/services/time_stamp_service.h"

namespace signet::test {
namespace {

constexpr std::size_t kHugeAnswer = 2U << 20U;
constexpr std::string_view kFirstTsa = "/tsa/1";
constexpr std::string_view kSecondTsa = "/tsa/2";
constexpr std::string_view kOcsp = "/ocsp";
constexpr std::string_view kSealCrl = "/crl/seal-ca.crl";
constexpr std::string_view kTsaCrl = "/crl/tsa-ca.crl";

// Empty where there is no service.
std::string_view MediaTypeOf(std::string_view path) {
  if (path == kFirstTsa || path == kSecondTsa) return "application/timestamp-reply";
  if (path == kOcsp) return "application/ocsp-response";
  if (path == kSealCrl || path == kTsaCrl) return "application/pkix-crl";
  return "";
}

}  // namespace

ServiceAnswers::ServiceAnswers(ServiceHierarchy hierarchy, Clock clock)
    : hierarchy_(std::move(hierarchy)), clock_(std::move(clock)) {}

void ServiceAnswers::Publish(const std::string& path, std::string document) {
  const std::lock_guard lock(mutex_);
  documents_[path] = std::move(document);
}

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
  ServiceAnswer answer{200, std::string(MediaTypeOf(path)), ""};
  try {
    if (behaviour != Behaviour::kRubbish) answer.body = Good(path, body, behaviour);
    if (answer.media_type.empty()) {
      const std::lock_guard lock(mutex_);
      const auto document = documents_.find(path);
      answer.status = document == documents_.end() ? 404 : 200;
      if (document != documents_.end()) {
        answer.media_type = "application/octet-stream";
        answer.body = document->second;
      }
    }
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

std::string ServiceAnswers::Good(const std::string& path, std::string_view body,
                                 Behaviour behaviour) const {
  const Time now = clock_();
  const auto& h = hierarchy_;
  if (path == kFirstTsa || path == kSecondTsa) {
    return AnswerTimeStamp(h, path == kFirstTsa ? 0 : 1, behaviour, body, now);
  }
  if (path == kOcsp) return AnswerOcsp(h.issuer, h.responder, h.stranger, behaviour, body, now);
  if (path == kSealCrl) return MakeCrl(h.issuer, {h.responder.certificate}, behaviour, now);
  // Only the first is revoked then, so that the second can step in.
  if (path == kTsaCrl) {
    return MakeCrl(h.tsa_issuer, {h.tsa.front().certificate}, behaviour, now);
  }
  return "";
}

}  // namespace signet::test
