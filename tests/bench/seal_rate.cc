#include "tests/bench/seal_rate.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "appliance/base/file.h"
#include "tests/support/https_client.h"

namespace signet::bench {
namespace {

using Clock = std::chrono::steady_clock;

// User and system time of a process in seconds (proc(5), stat fields 14 and 15).
double CpuSeconds(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string field;
  for (int i = 3; i < 14; ++i) fields >> field;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double OwnCpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct CpuTimes {
  double gateway;
  double sealer;
  double workers;
  double client;
};

CpuTimes ReadCpu(const test::RunningBox& box) {
  double workers = 0;
  for (const pid_t worker : box.Workers()) workers += CpuSeconds(worker);
  return {CpuSeconds(box.gateway()), CpuSeconds(box.sealer()), workers, OwnCpuSeconds()};
}

// One connection's seals until the end; the time each took, in milliseconds.
std::vector<double> SealUntil(const test::ClientFiles& files, const std::string& target,
                              const std::string& body, Clock::time_point end) {
  test::HttpsClient client(files);
  // Put together once: the load is to cost the machine as little as it can.
  const std::string request = "POST " + target +
                              " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                              "Content-Type: application/ld+json\r\n"
                              "Accept: application/jose+json\r\nContent-Length: " +
                              std::to_string(body.size()) + "\r\n\r\n" + body;
  std::vector<double> times;
  while (Clock::now() < end) {
    const auto begin = Clock::now();
    client.SendRaw(request);
    const auto response = client.ReadResponse();
    if (response.status != 201) throw std::runtime_error(response.body);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  return times;
}

double Percentile(std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

SealRate MeasureSealRate(const test::RunningBox& box, const std::string& key,
                         const std::string& level, const std::string& body, unsigned connections,
                         double seconds) {
  const auto files = box.Client("submitter");
  const std::string target = "/v1/seals?level=" + level + "&key=" + key;
  SealUntil(files, target, body, Clock::now() + std::chrono::milliseconds(300));  // warm
  std::vector<std::vector<double>> times(connections);
  const CpuTimes before = ReadCpu(box);
  const auto begin = Clock::now();
  const auto end =
      begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  {
    std::vector<std::jthread> threads;
    for (auto& mine : times) {
      threads.emplace_back([&] { mine = SealUntil(files, target, body, end); });
    }
  }
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  const CpuTimes after = ReadCpu(box);
  std::vector<double> all;
  for (const auto& mine : times) all.insert(all.end(), mine.begin(), mine.end());
  std::ranges::sort(all);
  const auto count = static_cast<double>(std::max<std::size_t>(all.size(), 1));
  const auto per_seal = [count](double from, double to) { return (to - from) / count * 1000; };
  return {count / elapsed,
          Percentile(all, 0.5),
          Percentile(all, 0.99),
          per_seal(before.gateway, after.gateway),
          per_seal(before.sealer, after.sealer),
          per_seal(before.workers, after.workers),
          per_seal(before.client, after.client)};
}

std::string CredentialOfSize(std::size_t octets) {
  std::string text = ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld");
  // Each language shows the one image, so it must stay one: under one id there is one content.
  const auto begin = text.find("\"content\": \"");
  if (begin == std::string::npos) throw std::runtime_error("the model credential has no image");
  const std::string place = text.substr(begin, 100);
  std::vector<std::size_t> places;
  for (auto at = begin; at != std::string::npos; at = text.find(place, at + 1)) {
    places.push_back(at + std::string_view("\"content\": \"").size());
  }
  // Base64 of a PNG's signature's first octets, again and again: what an image looks like to JSON.
  std::string image;
  while (text.size() + image.size() * places.size() < octets) image += "iVBORw0KGgoA";
  for (auto at = places.rbegin(); at != places.rend(); ++at) text.insert(*at, image);
  return text;
}

}  // namespace signet::bench
