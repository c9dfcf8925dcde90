#include "appliance/sealer/seal_flow.h"

#include <array>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/journal.h"
#include "appliance/seal/jades.h"
#include "appliance/seal/levels.h"
#include "appliance/sealer/check_rules.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

// Until mandates decide, this is the only authority there is, and the log says so.
constexpr std::string_view kAuthority = "any-awarding-body";

}  // namespace

SealFlow::SealFlow(Box& box, const registry::Client& client, wire::Seal request)
    : box_(box),
      client_(client),
      request_(std::move(request)),
      begun_(std::chrono::steady_clock::now()) {}

asio::awaitable<void> SealFlow::Run(wire::Response& response) {
  std::optional<Error> stopped;
  try {
    Step step = Step::kReceive;
    while (step != Step::kRelease) {
      const Step next = co_await Take(step);
      if (!IsLegal(step, next)) {
        throw Error(Code::kInternal, "A seal left its path.",
                    std::string(NameOf(step)) + " to " + std::string(NameOf(next)));
      }
      step = next;
    }
    *response.mutable_sealed() = Release();
    co_return;
  } catch (const std::exception&) {
    stopped = AsError(std::current_exception());
  }
  co_await LogOutcome(*stopped);
  if (stopped->code() == Code::kProfileViolated) {
    WriteFindings(validation_.findings, *response.mutable_problem()->mutable_findings());
  }
  throw Error(*stopped);
}

asio::awaitable<Step> SealFlow::Take(Step step) {
  switch (step) {
    case Step::kReceive:
      co_return Receive();
    case Step::kRecognise:
      co_return co_await Recognise();
    case Step::kAuthorise:
      co_return Authorise();
    case Step::kPrepare:
      co_return Prepare();
    case Step::kCheck:
      co_return Check();
    case Step::kConfirm:
      co_return co_await Confirm();
    case Step::kIntend:
      co_return co_await Intend();
    case Step::kMatch:
      co_return Match();
    case Step::kResume:
      co_return co_await Resume();
    case Step::kSign:
      co_return co_await Sign();
    case Step::kVerify:
      co_return Verify();
    case Step::kStamp:
      co_return co_await Stamp();
    case Step::kExtend:
      co_return co_await Extend();
    case Step::kInspect:
      co_return Inspect();
    case Step::kComplete:
      co_return co_await Complete();
    case Step::kRelease:
      break;
  }
  throw Error(Code::kInternal, "A seal left its path.");
}

Step SealFlow::Receive() {
  record_.request = RequestDigest();
  preparation_ =
      elm::PreparationFromName(request_.preparation().empty() ? "edc" : request_.preparation());
  record_.preparation = NameOf(preparation_);
  level_ = box_.levels().LevelFor(request_.level());
  record_.level = NameOf(level_);
  credential_ = elm::CredentialText::Read(UntrustedText(std::move(*request_.mutable_credential())),
                                          json::Limits{});
  return Step::kRecognise;
}

asio::awaitable<Step> SealFlow::Recognise() {
  key_ = box_.registry().FindKey(request_.key());
  if (key_ == nullptr) {
    throw Error(Code::kKeyUnknown, request_.key().empty()
                                       ? "This box has no default seal key. Name one with key=."
                                       : "This box has no seal key named " + request_.key() + ".");
  }
  if (const std::string problem = box_.ProblemOf(*key_); !problem.empty()) {
    throw Error(Code::kSealCertificateUnusable,
                "Seal key " + key_->name + " cannot be used now. " + problem);
  }
  if (request_.idempotency_key().empty()) co_return Step::kAuthorise;
  place_ = box_.under_way().Enter(client_.name, request_.idempotency_key());
  std::optional<registry::SealRecord> earlier;
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    earlier = box_.seals().Find(client_.name, request_.idempotency_key());
  });
  if (earlier) {
    RequireSameRequest(*earlier);
    record_ = std::move(*earlier);
    level_ = seal::LevelFromName(record_.level).value_or(level_);
    repeated_ = true;
    intended_ = true;
  }
  co_return Step::kAuthorise;
}

void SealFlow::RequireSameRequest(const registry::SealRecord& earlier) const {
  if (earlier.request == record_.request) return;
  throw Error(Code::kIdempotencyConflict,
              "This Idempotency-Key was used before with another body or other parameters. Use a "
              "new key for a new request.");
}

Step SealFlow::Authorise() {
  if (!client_.any_awarding_body) {
    throw Error(Code::kClientNotAllowed,
                "Client " + client_.name +
                    " may not submit credentials of any awarding body yet, and this box knows no "
                    "mandates. Ask its operator.");
  }
  return Step::kPrepare;
}

Step SealFlow::Prepare() {
  if (!repeated_) {
    record_.id = NewUuid();
    record_.client = client_.name;
    record_.idempotency_key = request_.idempotency_key();
    record_.key = key_->name;
    record_.requested = box_.Now();
    record_.signing_time = std::chrono::floor<std::chrono::seconds>(record_.requested);
    record_.issuer_id_suffix = NewUuid();
    record_.protected_header = key_->headers->At(record_.signing_time);
  }
  payload_ = elm::Prepare(preparation_, *credential_, certificate().subject(),
                          {record_.signing_time, record_.issuer_id_suffix});
  input_ = seal::DigestSigningInput(key_->algorithm, record_.protected_header, payload_);
  return Step::kCheck;
}

Step SealFlow::Check() {
  // A repeat was checked when it was new; the rules may have changed since, its seal has not.
  if (repeated_) {
    credential_.reset();
    return Step::kMatch;
  }
  // On the exact octets that will be sealed, read as strictly as they came.
  credential_ = elm::CredentialText::Read(UntrustedText(payload_), json::Limits{});
  validation_ = box_.check_rules().Check(credential_->root(), elm::Stage::kFinal,
                                         elm::Advising::kWhereItDecides);
  credential_.reset();
  if (!validation_.conforms) {
    const elm::Finding& first = validation_.findings.front();
    throw Error(Code::kProfileViolated,
                "The credential breaks the rules of its profile. The first is at " +
                    (first.pointer.empty() ? "the top" : first.pointer) + ": " + first.rule +
                    " All are in findings.");
  }
  return Step::kConfirm;
}

asio::awaitable<Step> SealFlow::Confirm() {
  co_await box_.levels().RequireGood(key_->chain);
  co_return intended_ ? Step::kResume : Step::kIntend;
}

asio::awaitable<Step> SealFlow::Intend() {
  record_.signing_input = input_.logged;
  const auto entry = audit::EncodeEntry(
      record_.requested,
      audit::SealIntended{record_.id, record_.client, record_.key, certificate().fingerprint(),
                          record_.preparation, record_.level, std::string(kAuthority),
                          record_.request, record_.signing_input, validation_.profile});
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    record_.intention_index = box_.log().Append(entry);
    box_.seals().Insert(record_);
  });
  intended_ = true;
  co_return Step::kSign;
}

Step SealFlow::Match() {
  if (input_.logged != record_.signing_input) {
    throw Error(Code::kRepeatDiffers,
                "This request was sealed before, but no longer gives the same payload (the seal "
                "certificate was replaced since). Send it with a new Idempotency-Key.");
  }
  if (record_.status != registry::SealStatus::kCompleted) {
    RequireSameHeader();
    return Step::kConfirm;
  }
  sealed_ = Assemble();
  if (HashSha256(sealed_) != record_.sealed) {
    throw Error(Code::kRepeatDiffers,
                "The seal made for this request cannot be given again. Send the request with a "
                "new Idempotency-Key.");
  }
  return Step::kRelease;
}

void SealFlow::RequireSameHeader() const {
  if (key_->headers->At(record_.signing_time) == record_.protected_header) return;
  throw Error(Code::kRepeatDiffers,
              "The seal certificate was replaced before this seal was finished. Send the request "
              "with a new Idempotency-Key.");
}

asio::awaitable<Step> SealFlow::Resume() {
  const auto entry =
      audit::EncodeEntry(box_.Now(), audit::SealResumed{record_.id, record_.intention_index});
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) { box_.log().Append(entry); });
  repeated_ = false;
  co_return Step::kSign;
}

asio::awaitable<Step> SealFlow::Sign() {
  record_.signature = co_await box_.token().Sign(key_->name, key_->mechanism, input_.to_sign);
  co_return Step::kVerify;
}

Step SealFlow::Verify() {
  if (!seal::VerifyDigest(key_->algorithm, certificate(), input_.to_sign, record_.signature)) {
    throw Error(Code::kTokenSignatureWrong,
                "The token's signature does not verify with the certificate of key " + key_->name +
                    ". Nothing was released; the operator must look at the token.");
  }
  record_.etsi_u.clear();
  return level_ == seal::Level::kB ? Step::kComplete : Step::kStamp;
}

asio::awaitable<Step> SealFlow::Stamp() {
  const std::string signature_text = EncodeBase64Url(record_.signature);
  auto stamp = co_await box_.levels().Stamp(signature_text, "");
  record_.etsi_u.push_back(seal::SignatureTimeStampEntry(stamp.token));
  time_stamp_path_ = std::move(stamp.path);
  last_stamp_ = stamp.time;
  co_return level_ == seal::Level::kT ? Step::kInspect : Step::kExtend;
}

asio::awaitable<Step> SealFlow::Extend() {
  for (auto& entry : co_await box_.levels().ValidationData(key_->chain, time_stamp_path_)) {
    record_.etsi_u.push_back(std::move(entry));
  }
  if (level_ == seal::Level::kLta) {
    const std::string archived = seal::ArchivedText(
        record_.protected_header, EncodeBase64Url(record_.signature), record_.etsi_u);
    const auto stamp = co_await box_.levels().Stamp(payload_, archived);
    record_.etsi_u.push_back(seal::ArchiveTimeStampEntry(stamp.token));
    last_stamp_ = stamp.time;
  }
  co_return Step::kInspect;
}

Step SealFlow::Inspect() {
  sealed_ = Assemble();
  box_.levels().RequireAccepted(sealed_, level_, last_stamp_);
  return Step::kComplete;
}

std::string SealFlow::Assemble() const {
  return seal::WriteContainer(payload_, record_.protected_header, record_.signature,
                              record_.etsi_u);
}

asio::awaitable<Step> SealFlow::Complete() {
  if (sealed_.empty()) sealed_ = Assemble();  // B-B, which Inspect does not see
  record_.sealed = HashSha256(sealed_);
  record_.completed = box_.Now();
  const auto entry = audit::EncodeEntry(
      *record_.completed,
      audit::SealCompleted{record_.id, record_.intention_index, record_.level,
                           certificate().fingerprint(), record_.signing_time, record_.sealed});
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    record_.log_index = box_.log().Append(entry);
    box_.seals().Complete(record_.id, record_.signature, record_.etsi_u, record_.sealed,
                          *record_.log_index, *record_.completed);
  });
  co_return Step::kRelease;
}

wire::Sealed SealFlow::Release() {
  wire::Sealed answer;
  answer.set_seal(record_.id);
  answer.set_log_index(*record_.log_index);
  answer.set_text(std::move(sealed_));
  answer.set_repeated(repeated_);
  box_.metrics().CountSeal(repeated_ ? "repeated" : "sealed");
  box_.metrics().ObserveSeal(std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begun_));
  return answer;
}

void SealFlow::NoteDoubts(const Error& error) {
  if (error.code() == Code::kSealCertificateRevoked && key_ != nullptr) box_.NoteRevoked(*key_);
  if (error.code() == Code::kClockDisagrees) box_.NoteClock(error.message());
}

asio::awaitable<void> SealFlow::LogOutcome(const Error& error) {
  NoteDoubts(error);
  const std::string problem(InfoOf(error.code()).name);
  box_.metrics().CountSeal(problem);
  const bool unfinished = intended_ && record_.status != registry::SealStatus::kCompleted;
  const audit::Event event =
      unfinished ? audit::Event(audit::RequestRefused{client_.name, "createSeal", problem})
                 : audit::Event(audit::SealRefused{client_.name, problem, record_.request});
  const auto entry = audit::EncodeEntry(box_.Now(), event);
  const auto interrupted =
      audit::EncodeEntry(box_.Now(), audit::SealInterrupted{record_.id, record_.intention_index});
  try {
    co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
      box_.log().Append(entry);
      // It stays intended: the repeat that the answer invites goes on under the same intention.
      if (unfinished) box_.log().Append(interrupted);
    });
  } catch (const Error& second) {
    journal::Failure("outcome-not-logged seal=" + record_.id + " problem=" + problem +
                     " because=" + second.cause());
  }
}

Sha256 SealFlow::RequestDigest() const {
  // Lengths between the parts: no two different requests have the same octets here.
  std::string parameters;
  for (const std::string* part : {&request_.key(), &request_.preparation(), &request_.level()}) {
    parameters += std::to_string(part->size()) + ":" + *part + ";";
  }
  return HashSha256({AsBytes(parameters), AsBytes(request_.credential())});
}

}  // namespace signet::sealer
