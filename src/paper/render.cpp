#include "paper/render.hpp"

#include <cairo-pdf.h>

#include <array>
#include <fstream>
#include <iterator>

#include "base/check.hpp"
#include "load/load.hpp"
#include "paper/archive.hpp"
#include "paper/job.hpp"
#include "paper/pades.hpp"

namespace tenbin::paper {
namespace {

// Of lazy.txt: the ones that stand on the others.
constexpr std::array libraries = {"libpangocairo-1.0.so.0", "libpangoft2-1.0.so.0"};
constexpr double points_per_mm = 72.0 / 25.4;
constexpr double screen_dots_per_mm = 4.0;
// Of the Debian package icc-profiles-free.
constexpr char profile_path[] = "/usr/share/color/icc/sRGB.icc";

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Target = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

// Title and dates are written by archive().
Surface make_surface(std::string& out) {
  Surface surface(cairo_pdf_surface_create_for_stream(append, &out, page_width * points_per_mm,
                                                      page_height * points_per_mm),
                  cairo_surface_destroy);
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 "2000-01-01T00:00:00Z");
  return surface;
}

std::vector<Language> languages_of(Languages languages) {
  if (languages == Languages::both) return {Language::ja, Language::en};
  return {languages == Languages::ja ? Language::ja : Language::en};
}

// `page` counts from 0 in its language, `pages` those of all languages together.
void draw_page(Canvas& canvas, const Job& job, const std::vector<Page>& details, std::size_t page,
               std::size_t pages) {
  if (page == 0) {
    draw_front(canvas, job);
  } else {
    draw_details_head(canvas, job);
    for (const Placed& placed : details[page - 1]) placed.draw(canvas, placed.y);
  }
  draw_foot(canvas, job, job.first_page + page, pages);
  if (job.print.sample) canvas.watermark(job.label("sample"));
}

// The pages of one language.
void draw_pages(Canvas& canvas, const Job& job, const std::vector<Page>& details,
                std::size_t pages) {
  for (std::size_t page = 0; page <= details.size() && !canvas.trouble(); ++page) {
    if (page == 0) canvas.open("Part");
    draw_page(canvas, job, details, page, pages);
    if (page == details.size()) canvas.close("Part");
    canvas.finish_page();
  }
}

void draw_document(Canvas& canvas, std::vector<Job>& jobs) {
  std::vector<std::vector<Page>> details;
  std::size_t pages = 0;
  for (Job& job : jobs) {
    job.first_page = pages + 1;
    details.push_back(make_details(canvas, job).pages(details_top, details_bottom));
    pages += 1 + details.back().size();
  }
  canvas.open("Document");
  for (std::size_t i = 0; i < jobs.size(); ++i) draw_pages(canvas, jobs[i], details[i], pages);
}

std::string joined_languages(const std::vector<Job>& jobs, std::string_view name) {
  std::string text;
  for (const Job& job : jobs) {
    if (!text.empty()) text += " / ";
    text += job.label(name);
  }
  return text;
}

Archival archival_of(const Print& print, const std::vector<Job>& jobs) {
  Archival about;
  const Job& first = jobs.front();
  const std::string sample = print.sample ? std::string(first.label("sample")) + " " : "";
  about.title = sample + print.content.number + " " + joined_languages(jobs, "title");
  about.author = print.content.issuer.name.in(first.language);
  about.subject = joined_languages(jobs, "subtitle");
  about.date = print.content.issued_on;
  for (const Job& job : jobs) {
    about.parts.push_back(job.language);
    about.figures.push_back(job.sentence("check.qr", {{"number", print.content.number}}));
  }
  return about;
}

SignatureField field_of(const Box& box, std::size_t room) {
  return {box.x * points_per_mm, (page_height - box.y - box.height) * points_per_mm,
          (box.x + box.width) * points_per_mm, (page_height - box.y) * points_per_mm, room};
}

void draw_report_page(Canvas& canvas, const Report& report, const Page& page, std::size_t number,
                      std::size_t pages) {
  const Style style{.points = 7.2, .ink = Ink::grey};
  const std::string place = certificate::sentence(
      report.language, "page", {{"n", std::to_string(number)}, {"of", std::to_string(pages)}});
  canvas.draw_on(canvas.text(report.title, style), margin_left, margin_top + 6, nullptr);
  canvas.rule(margin_left, text_right, margin_top + 8, 0.3, Ink::accent);
  for (const Placed& placed : page) placed.draw(canvas, placed.y);
  canvas.rule(margin_left, text_right, 279.5, 0.15, Ink::rule);
  canvas.draw_on(canvas.text(report.author, style), margin_left, 284.0, nullptr);
  canvas.draw_on(canvas.text(place, {.points = 7.2, .ink = Ink::grey, .align = Align::right}, 40),
                 text_right - 40, 284.0, nullptr);
  canvas.finish_page();
}

}  // namespace

Renderer::Renderer(Fonts fonts) : fonts_(std::move(fonts)), cache_(std::make_unique<TextCache>()) {}

Result<Renderer> Renderer::create() {
  if (const char* missing = load::first_missing(libraries))
    return problem(Code::file_missing, {{"file", missing}});
  Result<Fonts> fonts = Fonts::load();
  if (!fonts) return tl::make_unexpected(std::move(fonts.error()));
  Renderer renderer(*std::move(fonts));
  std::ifstream profile(profile_path, std::ios::binary);
  renderer.profile_.assign(std::istreambuf_iterator<char>(profile), {});
  if (renderer.profile_.empty()) return problem(Code::file_missing, {{"file", profile_path}});
  return renderer;
}

Result<std::string> Renderer::render(const Print& print, const SealKey* seal,
                                     const AskTimestamp& ask) const {
  std::vector<Job> jobs;
  for (const Language language : languages_of(print.languages))
    jobs.push_back({print, print.content, language, seal != nullptr});
  Archival about = archival_of(print, jobs);
  std::string drawn;
  {
    const Surface surface = make_surface(drawn);
    const Target target(cairo_create(surface.get()), cairo_destroy);
    Canvas canvas(target.get(), fonts_.context(), *cache_);
    draw_document(canvas, jobs);
    if (!canvas.trouble()) canvas.close("Document");
    cairo_surface_finish(surface.get());
    if (canvas.trouble()) return tl::make_unexpected(*canvas.trouble());
    TENBIN_CHECK(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
    const std::size_t room = seal != nullptr ? room_for(*seal, static_cast<bool>(ask)) : 0;
    if (seal != nullptr && canvas.seal()) about.signature = field_of(*canvas.seal(), room);
  }
  Result<std::string> archived = archive(drawn, about, profile_, print.attachments);
  if (!archived || seal == nullptr) return archived;
  return seal_pdf(*std::move(archived), *seal, ask);
}

Result<Sheet> Renderer::page(const Print& print, std::size_t number) const {
  const Job job{print, print.content, languages_of(print.languages).front(), false};
  std::size_t pages = 0;
  const auto draw = [&](Canvas& canvas) {
    const auto details = make_details(canvas, job).pages(details_top, details_bottom);
    pages = 1 + details.size();
    if (number >= 1 && number <= pages) draw_page(canvas, job, details, number - 1, pages);
  };
  auto png = render(Picture{page_width, page_height, draw, screen_dots_per_mm});
  if (!png) return tl::make_unexpected(png.error());
  if (number < 1 || number > pages)
    return problem(Code::input_invalid, {{"field", "page"},
                                         {"value", std::to_string(number)},
                                         {"allowed", "1.." + std::to_string(pages)}});
  return Sheet{*std::move(png), pages};
}

Result<std::string> Renderer::render(const Report& report) const {
  std::string drawn;
  {
    const Surface surface = make_surface(drawn);
    const Target target(cairo_create(surface.get()), cairo_destroy);
    Canvas canvas(target.get(), fonts_.context(), *cache_);
    Flow flow;
    report.fill(flow, canvas);
    const std::vector<Page> pages = flow.pages(margin_top + 13, details_bottom);
    canvas.open("Document");
    canvas.open("Part");
    for (std::size_t i = 0; i < pages.size() && !canvas.trouble(); ++i)
      draw_report_page(canvas, report, pages[i], i + 1, pages.size());
    if (!canvas.trouble()) {
      canvas.close("Part");
      canvas.close("Document");
    }
    cairo_surface_finish(surface.get());
    if (canvas.trouble()) return tl::make_unexpected(*canvas.trouble());
    TENBIN_CHECK(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  }
  Archival about;
  about.title = report.title;
  about.author = report.author;
  about.subject = report.subject;
  about.date = report.date;
  about.parts = {report.language};
  return archive(drawn, about, profile_, {});
}

}  // namespace tenbin::paper
