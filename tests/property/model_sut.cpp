#include "model.hpp"
#include "sut.hpp"

namespace tenbin_property {
namespace {

class ModelSut : public Sut {
 public:
  explicit ModelSut(const Json& rulebook) : model_(rulebook) {}

  Json apply(const Json& command) override { return model_.apply(command); }
  Json balance(const std::optional<std::string>& as_of) override { return model_.balance(as_of); }
  Json footprint(const std::string& site, const std::string& period) override {
    return model_.footprint(site, period);
  }
  std::vector<Json> plan(const Json& request) override {
    try {
      return model_.plan(request);
    } catch (const tenbin_model::Refusal&) {
      return {};
    }
  }

 private:
  tenbin_model::Model model_;
};

}  // namespace

std::unique_ptr<Sut> make_sut(const Json& rulebook) {
  return std::make_unique<ModelSut>(rulebook);
}

}  // namespace tenbin_property
