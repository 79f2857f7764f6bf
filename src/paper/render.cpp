#include "paper/render.hpp"

#include <cairo-pdf.h>

#include <memory>

#include "certificate/json.hpp"
#include "paper/attachment.hpp"
#include "paper/job.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {
namespace {

constexpr double points_per_mm = 72.0 / 25.4;

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Target = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

Surface make_surface(std::string& out, const Job& job) {
  Surface surface(cairo_pdf_surface_create_for_stream(append, &out, page_width * points_per_mm,
                                                      page_height * points_per_mm),
                  cairo_surface_destroy);
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  const std::string title = job.content.number + " " + std::string(job.label("title"));
  const std::string issued = format_date(job.content.issued_on) + "T00:00:00Z";
  const auto set = [&](cairo_pdf_metadata_t name, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface.get(), name, text.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, title);
  set(CAIRO_PDF_METADATA_AUTHOR, job.content.issuer.name.in(job.language));
  set(CAIRO_PDF_METADATA_SUBJECT, std::string(job.label("subtitle")));
  set(CAIRO_PDF_METADATA_CREATOR, "Tenbin");
  set(CAIRO_PDF_METADATA_CREATE_DATE, issued);
  set(CAIRO_PDF_METADATA_MOD_DATE, issued);
  return surface;
}

void draw_pages(Canvas& canvas, const Job& job) {
  const std::vector<Page> details = make_details(canvas, job).pages(details_top, details_bottom);
  const std::size_t count = 1 + details.size();
  for (std::size_t page = 1; page <= count && !canvas.trouble(); ++page) {
    if (page == 1) {
      draw_front(canvas, job);
    } else {
      draw_details_head(canvas, job);
      for (const Placed& placed : details[page - 2]) placed.draw(canvas, placed.y);
    }
    draw_foot(canvas, job, page, count);
    if (job.sample) canvas.watermark(job.label("sample"));
    canvas.finish_page();
  }
}

}  // namespace

Renderer::Renderer(Fonts fonts) : fonts_(std::move(fonts)), cache_(std::make_unique<TextCache>()) {}

Result<Renderer> Renderer::create() {
  Result<Fonts> fonts = Fonts::load();
  if (!fonts) return tl::make_unexpected(std::move(fonts.error()));
  return Renderer(*std::move(fonts));
}

Result<std::string> Renderer::render(const CertificateContent& content,
                                     std::string_view signed_json,
                                     const Appearance& appearance) const {
  const auto document = certificate::read_json(signed_json);
  if (!document) return tl::make_unexpected(document.error());
  if (!document->proof || document->content != content) {
    return problem(Code::certificate_malformed, {{"place", "/"}, {"problem", "content"}});
  }
  const Job job{content,
                appearance.language,
                appearance.sample,
                appearance.check_url,
                to_hex(tlog::sha256(as_bytes(signed_json))),
                document->proof->key_text};
  std::string drawn;
  {
    const Surface surface = make_surface(drawn, job);
    const Target target(cairo_create(surface.get()), cairo_destroy);
    Canvas canvas(target.get(), fonts_.context(), *cache_);
    draw_pages(canvas, job);
    cairo_surface_finish(surface.get());
    if (canvas.trouble()) return tl::make_unexpected(*canvas.trouble());
    TENBIN_CHECK(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  }
  return attach_json(drawn, signed_json, content.issued_on, appearance.language);
}

Result<std::string> render_pdf(const CertificateContent& content, std::string_view signed_json,
                               const Appearance& appearance) {
  const Result<Renderer> renderer = Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  return renderer->render(content, signed_json, appearance);
}

}  // namespace tenbin::paper
