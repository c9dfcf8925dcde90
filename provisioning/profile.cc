#include "provisioning/profile.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

#include "appliance/base/config.h"
#include "appliance/base/error.h"

namespace signet::provisioning {
namespace {

constexpr std::uint16_t kHttps = 443;

// 0 for a port that is none.
std::uint16_t PortOf(const boost::urls::url_view& url) {
  if (!url.has_port()) return kHttps;
  const std::string_view digits = url.port();
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc() && end == digits.data() + digits.size() ? port : 0;
}

// `https://host[:port]`, and nothing that would be ignored silently.
void TakeUrl(const std::string& text, const std::filesystem::path& file, Profile& profile) {
  const auto url = boost::urls::parse_uri(text);
  const bool plain =
      url && url->scheme_id() == boost::urls::scheme::https && !url->encoded_host().empty() &&
      !url->has_userinfo() && !url->has_query() && !url->has_fragment() &&
      (url->encoded_path().empty() || url->encoded_path() == "/") && PortOf(*url) != 0;
  if (!plain) {
    throw Error(Code::kConfigurationInvalid,
                file.string() + ": \"url\" must be like \"https://box.example.org:8443\", not \"" +
                    text + "\".");
  }
  const bool ipv6 = url->host_type() == boost::urls::host_type::ipv6;
  profile.host = ipv6 ? url->host_address() : url->host();
  profile.port = PortOf(*url);
}

// Signatures name the key and the box, and the log's origin is the box's name.
void CheckSigning(const Profile& profile, const std::filesystem::path& file) {
  const bool wanted = profile.signing_key || !profile.signing_key_id.empty();
  const bool whole = profile.signing_key && !profile.signing_key_id.empty() && profile.log_key;
  if (!wanted || whole) return;
  throw Error(
      Code::kConfigurationInvalid,
      file.string() +
          ": to sign requests, give \"signing_key\", \"signing_key_id\" and \"log_key\", the "
          "key of the box's log.");
}

}  // namespace

std::string Profile::Url() const {
  const bool ipv6 = host.find(':') != std::string::npos;
  return "https://" + (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Profile Profile::Read(const std::filesystem::path& file) {
  ConfigReader reader(file);
  Profile profile;
  TakeUrl(reader.Text("url"), file, profile);
  profile.ca = reader.Path("ca");
  profile.certificate = reader.Path("certificate");
  profile.key = reader.Path("key");
  profile.log_key = reader.OptionalPath("log_key");
  profile.signing_key = reader.OptionalPath("signing_key");
  profile.signing_key_id = reader.TextOr("signing_key_id", "");
  reader.RefuseUnknown();
  CheckSigning(profile, file);
  return profile;
}

}  // namespace signet::provisioning
