#pragma once
// The rows of a list as a file: CSV (in UTF-8, or in CP932 for the older programs of a mill) or a
// workbook, whichever the header Accept names.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/lists.hpp"

namespace tenbin::http {

inline constexpr std::string_view workbook_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

enum class ListFormat : std::uint8_t { json, csv, csv_cp932, workbook };
// "text/csv; charset=cp932" (also shift_jis and windows-31j); JSON where no file is asked for.
ListFormat format_of(const net::Request& request);
std::string_view format_name(ListFormat format);

// export.unencodable {characters} where CP932 has no sign for something.
Result<Reply> rows_as_file(ListFormat format, const std::vector<Row>& rows);

// The bytes of what `write` writes to the path it is given.
Result<std::string> written(const std::function<Result<void>(const std::string& path)>& write);

}  // namespace tenbin::http
