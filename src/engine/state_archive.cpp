#include "engine/state_archive.hpp"

#include <cstring>
#include <tuple>
#include <type_traits>

#include "engine/lookup.hpp"

namespace tenbin {
namespace {

// Changes with any layout that is written as it lies in memory; the number is for all other
// changes.
std::string header() {
  std::string text = "tenbin state 5";
  for (const std::size_t size :
       {sizeof(Party), sizeof(Product), sizeof(SupplierCertificate), sizeof(Receipt),
        sizeof(ChargeEntry), sizeof(Run), sizeof(Line), sizeof(Allocation), sizeof(Part),
        sizeof(Attestation), sizeof(VerificationEntry), sizeof(CertificateKey),
        sizeof(CommandRecord), sizeof(Entry), sizeof(Vintage), sizeof(Closing)}) {
    text += ' ' + std::to_string(size);
  }
  return text;
}

template <class T>
constexpr bool is_plain = std::is_trivially_copyable_v<T>;

class Saver {
 public:
  static constexpr bool loading = false;
  explicit Saver(std::string& out) : out_(out) {}

  void bytes(const void* data, std::size_t size) {
    out_.append(static_cast<const char*>(data), size);
  }
  std::uint64_t count(std::uint64_t value) {
    bytes(&value, sizeof value);
    return value;
  }
  template <class T>
  void plain(const T* values, std::size_t count) {
    bytes(values, count * sizeof(T));
  }
  bool good() const { return true; }

 private:
  std::string& out_;
};

class Loader {
 public:
  static constexpr bool loading = true;
  explicit Loader(std::string_view in) : in_(in) {}

  void bytes(void* data, std::size_t size) {
    if (size > in_.size()) {
      good_ = false;
      in_ = {};
      return;
    }
    if (size == 0) return;  // an empty text, or bytes that are at their end: nothing to point to
    std::memcpy(data, in_.data(), size);
    in_.remove_prefix(size);
  }
  // A count of things that take at least one byte each, so a wrong one cannot ask for endless
  // memory.
  std::uint64_t count(std::uint64_t) {
    std::uint64_t value = 0;
    bytes(&value, sizeof value);
    if (value > in_.size()) {
      good_ = false;
      return 0;
    }
    return value;
  }
  template <class T>
  void plain(T* values, std::size_t count) {
    bytes(values, count * sizeof(T));
  }
  bool good() const { return good_; }
  bool at_end() const { return good_ && in_.empty(); }

 private:
  std::string_view in_;
  bool good_ = true;
};

// Goes through a state beside the bytes of another and stops at the first difference.
class Comparer {
 public:
  static constexpr bool loading = false;
  explicit Comparer(std::string_view in) : in_(in) {}

  void bytes(const void* data, std::size_t size) {
    const std::string_view stored = next(size);
    good_ = good_ && std::memcmp(stored.data(), data, size) == 0;
  }
  std::uint64_t count(std::uint64_t value) {
    bytes(&value, sizeof value);
    return value;
  }
  // By value: what lies between the members of a struct means nothing.
  template <class T>
  void plain(const T* values, std::size_t count) {
    const std::string_view stored = next(count * sizeof(T));
    if (!good_ || std::memcmp(stored.data(), values, stored.size()) == 0) return;
    for (std::size_t i = 0; i < count && good_; ++i) {
      T other{};
      std::memcpy(&other, stored.data() + i * sizeof(T), sizeof(T));
      good_ = other == values[i];
    }
  }
  bool good() const { return good_; }
  bool at_end() const { return good_ && in_.empty(); }

 private:
  std::string_view next(std::size_t size) {
    good_ = good_ && size <= in_.size();
    if (!good_) return {};
    const std::string_view taken = in_.substr(0, size);
    in_.remove_prefix(size);
    return taken;
  }

  std::string_view in_;
  bool good_ = true;
};

template <class A, class T>
void archive(A& a, T& value);

template <class A, class T>
void archive(A& a, std::vector<T>& values) {
  const std::uint64_t count = a.count(values.size());
  if constexpr (A::loading) values.resize(count);
  if constexpr (is_plain<T>) {
    if (count == 0) return;
    a.plain(values.data(), count);
  } else {
    for (T& value : values) {
      if (!a.good()) return;
      archive(a, value);
    }
  }
}

template <class A, class K, class V>
void archive(A& a, std::map<K, V>& map) {
  const std::uint64_t count = a.count(map.size());
  if constexpr (A::loading) {
    for (std::uint64_t i = 0; i < count && a.good(); ++i) {
      K key{};
      archive(a, key);
      archive(a, map[key]);
    }
  } else {
    for (auto& [key, value] : map) {
      K copy = key;
      archive(a, copy);
      archive(a, value);
    }
  }
}

template <class A, class T>
void archive(A& a, std::optional<T>& value) {
  std::uint8_t there = value.has_value();
  a.bytes(&there, 1);
  if constexpr (A::loading) {
    if (there != 0) value.emplace();
  }
  if (value) archive(a, *value);
}

template <class A>
void archive(A& a, RunningTotal& total) {
  std::vector<std::int64_t> sums;
  if constexpr (!A::loading) sums = total.sums();
  archive(a, sums);
  if constexpr (A::loading) total.set_sums(std::move(sums));
}

template <class A>
void archive(A& a, Credits& credits) {
  archive(a, credits.vintages);
  archive(a, credits.debt);
}

template <class A>
void archive(A& a, SitePeriod& period) {
  archive(a, period.input);
  archive(a, period.output);
  archive(a, period.unbacked);
  archive(a, period.other_emissions);
  archive(a, period.lines);
  archive(a, period.closing);
}

template <class A>
void archive(A& a, AccountPeriod& period) {
  archive(a, period.backed);
  archive(a, period.allocated);
  archive(a, period.transferred);
  archive(a, period.adjusted);
  archive(a, period.backed_emissions);
  archive(a, period.mass_by_factor_g);
  archive(a, period.parts);
  archive(a, period.certified);
  archive(a, period.carried);
  archive(a, period.expired);
}

template <class A>
void archive(A& a, Account& account) {
  archive(a, account.name);
  archive(a, account.site);
  archive(a, account.first_period);
  archive(a, account.periods);
}

template <class A>
void archive(A& a, Site& site) {
  archive(a, site.id);
  archive(a, site.seq);
  archive(a, site.periods);
  archive(a, site.accounts);
  archive(a, site.open_period);
}

template <class A>
void archive(A& a, Certificate& certificate) {
  archive(a, certificate.number);
  archive(a, certificate.seq);
  archive(a, certificate.customer);
  archive(a, certificate.date);
  archive(a, certificate.revision);
  archive(a, certificate.language);
  archive(a, certificate.revoked);
  archive(a, certificate.revoked_by);
  archive(a, certificate.allocations);
  archive(a, certificate.attestations);
}

template <class A>
void archive(A& a, TextPool& texts) {
  const std::uint64_t count = a.count(texts.bytes().size());
  if constexpr (A::loading) {
    std::string bytes(count, '\0');
    a.bytes(bytes.data(), count);
    texts.set_bytes(std::move(bytes));
  } else {
    a.bytes(texts.bytes().data(), count);
  }
}

template <class A>
void archive(A& a, State& state) {
  archive(a, state.texts);
  archive(a, state.sites);
  archive(a, state.suppliers);
  archive(a, state.customers);
  archive(a, state.products);
  archive(a, state.supplier_certificates);
  archive(a, state.receipts);
  archive(a, state.charges);
  archive(a, state.runs);
  archive(a, state.lines);
  archive(a, state.allocations);
  archive(a, state.parts);
  archive(a, state.transfers);
  archive(a, state.adjustments);
  archive(a, state.accounts);
  archive(a, state.certificates);
  archive(a, state.attestations);
  archive(a, state.verifications);
  archive(a, state.certificate_keys);
  archive(a, state.commands);
  archive(a, state.entries);
  archive(a, state.certificate_serials);
  archive(a, state.allocations_by_customer);
  archive(a, state.mass_posted_g);
}

template <class A, class T>
void archive(A& a, T& value) {
  static_assert(is_plain<T>);
  a.plain(&value, 1);
}

}  // namespace

// One description of the layout serves all ways; only the loader writes.
void save_state(const State& state, std::string& out) {
  out += header();
  Saver saver(out);
  archive(saver, const_cast<State&>(state));
}

std::optional<bool> is_state(std::string_view bytes, const State& state) {
  const std::string expected = header();
  if (!bytes.starts_with(expected)) return std::nullopt;
  Comparer comparer(bytes.substr(expected.size()));
  archive(comparer, const_cast<State&>(state));
  return comparer.at_end();
}

bool load_state(std::string_view bytes, State& state) {
  const std::string expected = header();
  if (!bytes.starts_with(expected)) return false;
  Loader loader(bytes.substr(expected.size()));
  State loaded(state.rulebook);
  archive(loader, loaded);
  if (!loader.at_end()) return false;
  rebuild_tables(loaded);
  state = std::move(loaded);
  return true;
}

bool State::operator==(const State& other) const {
  const auto contents = [](const State& s) {
    return std::tie(s.texts.bytes(), s.sites, s.suppliers, s.customers, s.products,
                    s.supplier_certificates, s.receipts, s.charges, s.runs, s.lines, s.allocations,
                    s.parts, s.transfers, s.adjustments, s.accounts, s.certificates, s.attestations,
                    s.verifications, s.certificate_keys, s.commands, s.entries,
                    s.certificate_serials, s.allocations_by_customer, s.mass_posted_g);
  };
  return contents(*this) == contents(other);
}

}  // namespace tenbin
