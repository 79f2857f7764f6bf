#pragma once
// The page behind a supplier's link (design/ux.md section 1.5), without JavaScript: who asks, whose
// papers are missing, the form, and what has come. Of the mill it says a name, of the book only
// receipts of that supplier.
#include <string>
#include <string_view>
#include <vector>

#include "certificate/content.hpp"
#include "office/uploads.hpp"

namespace tenbin::http {

struct AskedReceipt {
  std::string receipt;
  std::string delivery_note;
  Date date;
  Mass mass;
};

// As it was typed, so that nothing is typed twice.
struct FilledForm {
  std::string number;
  std::string from;
  std::string to;
  std::string mass;
};

struct ShownUpload {
  office::UploadLink link;
  std::string token;
  certificate::Text site;  // who asks
  certificate::Text supplier;
  std::vector<AskedReceipt> receipts;
  std::vector<office::Upload> came;
  FilledForm filled = {};
  std::string_view said = {};  // what came of the form: "thanks", "wrong.file"…; empty: none came
};

std::string upload_page(Language language, const ShownUpload& shown);
// There is no such link, or no longer.
std::string upload_ended_page(Language language);

}  // namespace tenbin::http
