#include "appliance/sealer/caller.h"

#include <gtest/gtest.h>

#include "appliance/registry/client_certificate.h"
#include "appliance/registry/seal_record.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::sealer {
namespace {

using registry::Role;
using wire::Request;

class Admission : public testing::Test {
 protected:
  Admission() : database_(OpenDatabase(folder_ / "box.db")) {
    registry::CreateRegistryTables(database_);
    submitter_ = Add("submitter", Role::kSubmitter, registry::ClientStatus::kActive);
    auditor_ = Add("auditor", Role::kAuditor, registry::ClientStatus::kActive);
    suspended_ = Add("suspended", Role::kSubmitter, registry::ClientStatus::kSuspended);
    view_ = RegistryView::Load(database_);
  }

  static Certificate MakeCertificate(int number) {
    auto* const key = test::TestKey(test::KeyKind::kP256, number);
    test::CertificateOptions options = test::SealCertificateOptions();
    options.not_before = *ParseTime("2026-01-01T00:00:00Z");
    options.not_after = *ParseTime("2027-01-01T00:00:00Z");
    return test::IssueCertificate(test::MakeRoot(test::AuthorityOptions("TEST"), key), options,
                                  key);
  }

  Certificate Add(const std::string& name, Role role, registry::ClientStatus status) {
    const Certificate certificate = MakeCertificate(next_++);
    registry::AddClient(database_,
                        {.name = name,
                         .role = role,
                         .status = status,
                         .certificates = {registry::EntryFor(
                             certificate, registry::CertificateMatch::kCertificate, nullptr)}});
    return certificate;
  }

  static Request SealRequest(const Certificate* certificate) {
    Request request;
    request.mutable_seal();
    if (certificate != nullptr) {
      request.mutable_peer()->set_certificate(ToString(certificate->der()));
    }
    return request;
  }

  Code Refusal(const Request& request, State state = State::kOperational,
               const char* now = "2026-06-01T00:00:00Z", Origin origin = Origin::kGateway) {
    Caller caller;
    return test::CodeOf([&] {
      Admit(*FindOperation(request.operation_case()), origin, request, view_,
            {state, "because", Time{}}, *ParseTime(now), caller);
    });
  }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
  int next_ = 0;
  std::optional<Certificate> submitter_;
  std::optional<Certificate> auditor_;
  std::optional<Certificate> suspended_;
  RegistryView view_;
};

TEST_F(Admission, ARegisteredSubmitterOfAnOperationalBoxIsAdmitted) {
  Caller caller;
  const Request request = SealRequest(&*submitter_);
  Admit(*FindOperation(Request::kSeal), Origin::kGateway, request, view_,
        {State::kOperational, "", Time{}}, *ParseTime("2026-06-01T00:00:00Z"), caller);
  ASSERT_NE(caller.client, nullptr);
  EXPECT_EQ(caller.client->name, "submitter");
}

TEST_F(Admission, EachReasonToRefuseHasItsOwnProblem) {
  const Certificate stranger = MakeCertificate(99);
  EXPECT_EQ(Refusal(SealRequest(nullptr)), Code::kCertificateRequired);
  EXPECT_EQ(Refusal(SealRequest(&stranger)), Code::kClientUnknown);
  EXPECT_EQ(Refusal(SealRequest(&*suspended_)), Code::kClientNotAllowed);
  EXPECT_EQ(Refusal(SealRequest(&*auditor_)), Code::kRoleNotAllowed);
  EXPECT_EQ(Refusal(SealRequest(&*submitter_), State::kOperational, "2027-06-01T00:00:00Z"),
            Code::kClientCertificateExpired);
  EXPECT_EQ(Refusal(SealRequest(&*submitter_), State::kOperational, "2025-06-01T00:00:00Z"),
            Code::kClientCertificateNotYetValid);
  EXPECT_EQ(Refusal(SealRequest(&*submitter_), State::kLocked), Code::kStateForbids);
  EXPECT_EQ(Refusal(SealRequest(&*submitter_), State::kUnprovisioned), Code::kUnprovisioned);
}

TEST_F(Admission, ASealIsNotTakenOverTheControlSocket) {
  EXPECT_EQ(Refusal(SealRequest(&*submitter_), State::kOperational, "2026-06-01T00:00:00Z",
                    Origin::kControl),
            Code::kWireMalformed);
}

TEST_F(Admission, OctetsThatAreNoCertificateAreNobodys) {
  Request request = SealRequest(nullptr);
  request.mutable_peer()->set_certificate("rubbish");
  EXPECT_EQ(Refusal(request), Code::kClientUnknown);
}

}  // namespace
}  // namespace signet::sealer
