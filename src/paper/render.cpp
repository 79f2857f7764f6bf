#include "paper/render.hpp"

#include <fmt/format.h>

#include "certificate/json.hpp"
#include "paper/attachment.hpp"
#include "paper/job.hpp"
#include "paper/specimen.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {
namespace {

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

int write_information(PdfFile& file, const Job& job) {
  const Content& content = job.content;
  const std::string day = date_string(content.issued_on);
  return file.add(
      fmt::format("<</Title{}/Author{}/Subject{}/Creator(Tenbin)/Producer(Tenbin)"
                  "/CreationDate{}/ModDate{}>>",
                  text_string(content.number + " " + std::string(job.label("title"))),
                  text_string(content.issuer.name.in(job.language)),
                  text_string(job.label("subtitle")), day, day));
}

// The tree of the pages; all use the same fonts, and /W for the watermark.
int write_pages(PdfFile& file, const Deflater& deflater, const std::vector<std::string>& pages,
                const std::string& fonts) {
  const int resources =
      file.add("<</Font<<" + fonts + ">>/ExtGState<</W<</ca 0.13>>>>/ProcSet[/PDF/Text]>>");
  const int tree = file.reserve();
  std::string kids;
  for (const std::string& page : pages) {
    const int content = file.add_stream("/Filter/FlateDecode", deflater.deflate(page));
    kids += reference(file.add(fmt::format("<</Type/Page/Parent {} 0 R/MediaBox[0 0 595.276 841.89]"
                                           "/Resources {} 0 R/Contents {} 0 R>>",
                                           tree, resources, content))) +
            " ";
  }
  file.write(tree, fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages.size(), kids));
  return tree;
}

// Of what the file is made of (ISO 32000-1, 14.4).
std::string identifier_of(const Job& job) {
  const std::string source = fmt::format("{} {} {} {}", job.digest, job.label("title"),
                                         job.sample ? "sample" : "", job.check_url);
  return to_hex(tlog::sha256(as_bytes(source))).substr(0, 32);
}

std::string write_file(const Job& job, const Canvas& canvas, const Typewriter& typewriter,
                       const Deflater& deflater, std::string_view json) {
  PdfFile file;
  const std::string fonts = typewriter.write_fonts(file, deflater);
  const int pages = write_pages(file, deflater, canvas.pages(), fonts);
  const std::string attached =
      attach_json(file, deflater, json, job.content.issued_on, job.label("title"));
  const int catalogue =
      file.add(fmt::format("<</Type/Catalog/Pages {} 0 R/Lang({})"
                           "/ViewerPreferences<</DisplayDocTitle true>>{}>>",
                           pages, job.language == Language::ja ? "ja-JP" : "en", attached));
  const int information = write_information(file, job);
  return file.finish(catalogue, information, identifier_of(job));
}

}  // namespace

Result<Renderer> Renderer::create() {
  Result<Fonts> fonts = Fonts::load();
  if (!fonts) return tl::make_unexpected(std::move(fonts.error()));
  Renderer renderer(*std::move(fonts));
  renderer.shared_ = std::make_unique<std::array<Shared, 2>>();
  return renderer;
}

Renderer::Shared& Renderer::shared(Language language) const {
  Shared& ready = shared_->at(static_cast<std::size_t>(language));
  if (!ready.fonts.empty()) return ready;
  Typewriter typewriter(nullptr);
  Canvas canvas(typewriter, fonts_.context(), ready.cache);
  for (const bool verified : {false, true}) {
    const Content content = specimen(language, verified);
    draw_pages(canvas, {content, language, verified, "", "0123456789", ""});
  }
  TENBIN_CHECK(!canvas.trouble());
  ready.fonts = std::move(typewriter).share(Deflater(Deflater::Effort::best));
  return ready;
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
  Shared& ready = shared(job.language);
  Typewriter typewriter(&ready.fonts);
  Canvas canvas(typewriter, fonts_.context(), ready.cache);
  draw_pages(canvas, job);
  if (canvas.trouble()) return tl::make_unexpected(*canvas.trouble());
  return write_file(job, canvas, typewriter, deflater_, signed_json);
}

Result<std::string> render_pdf(const CertificateContent& content, std::string_view signed_json,
                               const Appearance& appearance) {
  const Result<Renderer> renderer = Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  return renderer->render(content, signed_json, appearance);
}

}  // namespace tenbin::paper
