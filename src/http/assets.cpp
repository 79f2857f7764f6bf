// The web application, as built by `npm run build` in web/ and embedded: every file with the copies
// that web/tools/compress.mjs made of it. Names of /assets/ hold a hash of their content and are
// kept for ever; every other address of the application is answered with its one page.
#include <map>

#include "embedded/web.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

namespace tenbin::http {
namespace {

struct Asset {
  std::string_view type;
  std::string_view plain;
  std::string_view gzip;
  std::string_view brotli;
};
using Assets = std::map<std::string_view, Asset, std::less<>>;

constexpr std::string_view folder = "web/dist";
constexpr std::string_view page = "/index.html";

std::string_view type_of(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".json", "application/json"},
      {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [end, type] : types) {
    if (path.ends_with(end)) return type;
  }
  return "application/octet-stream";
}

Assets assets() {
  Assets found;
  for (const embedded::File& file : embedded::web()) {
    std::string_view path = file.path;
    if (!path.starts_with(folder)) continue;
    path.remove_prefix(folder.size());
    if (path.ends_with(".gz")) {
      found[path.substr(0, path.size() - 3)].gzip = file.bytes;
    } else if (path.ends_with(".br")) {
      found[path.substr(0, path.size() - 3)].brotli = file.bytes;
    } else {
      found[path].plain = file.bytes;
      found[path].type = type_of(path);
    }
  }
  return found;
}

Reply asset_reply(const Call& call, const Asset& asset, bool for_ever) {
  Reply reply;
  reply.type = asset.type;
  reply.fixed = asset.plain;
  const std::string_view accepts = call.request.header("accept-encoding");
  const auto use = [&](std::string_view bytes, std::string_view name) {
    if (bytes.empty() || accepts.find(name) == std::string_view::npos) return false;
    reply.fixed = bytes;
    reply.headers.emplace_back("Content-Encoding", std::string(name));
    return true;
  };
  if (!use(asset.brotli, "br")) use(asset.gzip, "gzip");
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  reply.headers.emplace_back("Cache-Control",
                             for_ever ? "public, max-age=31536000, immutable" : "no-cache");
  return reply;
}

}  // namespace

void add_assets(Router& router, Site&) {
  const auto all = std::make_shared<Assets>(assets());
  router.add({"GET", "/{path*}", Anyone{}, Place::network, [all](const Call& call) {
                const std::string& path = call.request.path;
                const auto found = all->find(path);
                if (found != all->end())
                  return asset_reply(call, found->second, path.starts_with("/assets/"));
                const auto shown = all->find(page);
                const bool is_page = path.find('.') == std::string::npos &&
                                     !path.starts_with("/api/") && shown != all->end();
                if (is_page) return asset_reply(call, shown->second, false);
                return problem_reply(call, {Code::request_not_found, {{"path", path}}});
              }});
}

}  // namespace tenbin::http
