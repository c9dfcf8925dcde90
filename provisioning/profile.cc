#include "provisioning/profile.h"

#include <boost/url/parse.hpp>

#include "appliance/base/config.h"
#include "appliance/base/error.h"

namespace signet::provisioning {
namespace {

constexpr std::uint16_t kHttps = 443;

// `https://host[:port]`, and nothing that would be ignored silently.
void TakeUrl(const std::string& text, const std::filesystem::path& file, Profile& profile) {
  const auto url = boost::urls::parse_uri(text);
  const bool plain = url && url->scheme_id() == boost::urls::scheme::https &&
                     !url->encoded_host().empty() && !url->has_userinfo() && !url->has_query() &&
                     !url->has_fragment() &&
                     (url->encoded_path().empty() || url->encoded_path() == "/") &&
                     (!url->has_port() || url->port_number() != 0);
  if (!plain) {
    throw Error(Code::kConfigurationInvalid,
                file.string() + ": \"url\" must be like \"https://box.example.org:8443\", not \"" +
                    text + "\".");
  }
  profile.host =
      url->host_type() == boost::urls::host_type::ipv6 ? url->host_address() : url->host();
  profile.port = url->has_port() ? url->port_number() : kHttps;
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
  reader.RefuseUnknown();
  return profile;
}

}  // namespace signet::provisioning
