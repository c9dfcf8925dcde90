#include "api/relay_target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>
#include <charconv>

namespace signet::api {
namespace {

namespace urls = boost::urls;

constexpr std::size_t kLongestUrl = 2048;

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// What servers might resolve differently from us must not decide what is allowed.
bool HasDotSegments(const urls::url_view& url) {
  const auto segments = url.segments();
  return std::ranges::any_of(segments.begin(), segments.end(), [](const std::string& segment) {
    return segment == "." || segment == ".." || segment.find('/') != std::string::npos;
  });
}

std::optional<std::uint16_t> PortOf(const urls::url_view& url, bool tls) {
  if (!url.has_port()) return static_cast<std::uint16_t>(tls ? 443 : 80);
  const std::string text(url.port());
  std::uint16_t port = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failure != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool Covers(const RelayTarget& allowed, const RelayTarget& asked) {
  if (allowed.tls != asked.tls || allowed.host != asked.host || allowed.port != asked.port) {
    return false;
  }
  if (!asked.path.starts_with(allowed.path)) return false;
  return allowed.path.ends_with('/') || asked.path.size() == allowed.path.size() ||
         asked.path[allowed.path.size()] == '/';
}

}  // namespace

std::optional<RelayTarget> RelayTarget::Read(std::string_view text) {
  if (text.size() > kLongestUrl) return std::nullopt;
  const auto parsed = urls::parse_uri({text.data(), text.size()});
  if (parsed.has_error()) return std::nullopt;
  const urls::url_view& url = *parsed;
  const bool tls = url.scheme_id() == urls::scheme::https;
  if (!tls && url.scheme_id() != urls::scheme::http) return std::nullopt;
  if (!url.has_authority() || url.host().empty() || url.has_userinfo() || url.has_fragment() ||
      HasDotSegments(url)) {
    return std::nullopt;
  }
  const auto port = PortOf(url, tls);
  if (!port) return std::nullopt;
  RelayTarget out;
  out.tls = tls;
  out.host = Lower(url.host_type() == urls::host_type::ipv6
                       ? std::string(url.host_ipv6_address().to_string())
                       : url.host());
  out.port = *port;
  out.path = std::string(url.encoded_path());
  if (out.path.empty()) out.path = "/";
  out.target = out.path;
  if (url.has_query()) out.target += "?" + std::string(url.encoded_query());
  return out;
}

bool IsAllowed(const std::vector<RelayTarget>& allowed, const RelayTarget& asked) {
  return std::ranges::any_of(allowed,
                             [&](const RelayTarget& target) { return Covers(target, asked); });
}

}  // namespace signet::api
