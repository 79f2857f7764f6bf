#pragma once
// The closed lists of the templates. Private to exchange.
#include "exchange/kinds.hpp"

namespace tenbin::exchange {

extern const CodeList materials;
extern const CodeList metal_classes;
extern const CodeList power_sources;
extern const CodeList chain_models;
extern const CodeList reversal_types;
extern const CodeList weight_bases;
extern const CodeList units;
extern const CodeList languages;

}  // namespace tenbin::exchange
