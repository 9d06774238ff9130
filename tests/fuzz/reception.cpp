// links: crosswalk::flow
// Whoever knows a tenant's callback may send anything there. The first line is the method and the
// target, the second the signature, the rest the body: nothing unsigned is ever kept.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "flow/exchange/reception.hpp"

namespace {

std::string_view line(std::string_view& text) {
  const std::string_view taken = text.substr(0, text.find('\n'));
  text.remove_prefix(taken.size() == text.size() ? taken.size() : taken.size() + 1);
  return taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::string_view first = line(rest);
  const std::string signature(line(rest));
  HttpRequest request;
  request.method = first.substr(0, first.find(' '));
  first.remove_prefix(request.method.size() == first.size() ? first.size()
                                                            : request.method.size() + 1);
  request.target = first;
  request.headers = {{"X-LI-Signature", signature}, {"Signature", signature}};
  request.body = rest;
  Doorkeeper keeper;
  keeper.tenant = "acme";
  keeper.linkedin_secrets = {"a secret nobody knows", ""};
  keeper.vendor = WebhookSpec{"Signature", "", {"key"}, "Id"};
  keeper.vendor_secrets = {"", "another one"};
  const auto callback = callback_of(request.target);
  for (const NoticeSource source : {NoticeSource::linkedin, NoticeSource::vendor}) {
    const Reception reception = receive(keeper, source, request, from_ms(0));
    const auto* replied = std::get_if<Replied>(&reception);
    CROSSWALK_CHECK(replied != nullptr);
    CROSSWALK_CHECK(replied->challenge == (replied->response.status == 200));
    CROSSWALK_CHECK(replied->challenge || replied->response.body.empty());
    CROSSWALK_CHECK(!replied->challenge || (callback && callback->tenant == "acme"));
  }
  return 0;
}
