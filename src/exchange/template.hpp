#pragma once
// The templates of the six tables, as `tenbin template KIND` writes them: the sheets 入力 (headings
// in row 1, keys in row 2, data from row 3, lists and notes), コード表, 説明 and 記入例.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "exchange/kinds.hpp"
#include "table/output.hpp"

namespace tenbin::exchange {

// A text of the catalogue by its key, in the language of the reader ("template.type.mass").
using Catalogue = std::function<std::string(std::string_view key)>;

Result<void> write_template(Kind kind, const std::string& path, const Catalogue& text);

// The columns of the sheet 入力; an export has them too.
std::vector<table::OutColumn> template_columns(const KindInfo& kind, const Catalogue& text);

// The name of a column type in the catalogue's keys: "mass" …
std::string_view type_name(ColumnType type);

}  // namespace tenbin::exchange
