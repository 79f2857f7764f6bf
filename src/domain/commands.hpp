#pragma once
// The command language (contract section 6): one struct a command, with its table of fields. What a
// field may hold is said by its type (field.hpp) and by the decoder (codec/command_reader.hpp);
// what it means to the balance is said by the engine's feature of the same name.
#include <optional>
#include <string_view>
#include <tuple>
#include <variant>

#include "domain/field.hpp"

namespace tenbin {

// A site is the boundary of a balance.
struct AddSite {
  static constexpr std::string_view name = "add_site";
  Id site;
  Text name_ja;
  Text name_en;
  Text zone = "Asia/Tokyo";
  static constexpr auto fields() {
    return std::tuple{optional("name_en", &AddSite::name_en),
                      optional("name_ja", &AddSite::name_ja), required("site", &AddSite::site),
                      optional("zone", &AddSite::zone)};
  }
};

// Who sells metal to the mill.
struct AddSupplier {
  static constexpr std::string_view name = "add_supplier";
  Id supplier;
  Text name_ja;
  Text name_en;
  static constexpr auto fields() {
    return std::tuple{optional("name_en", &AddSupplier::name_en),
                      optional("name_ja", &AddSupplier::name_ja),
                      required("supplier", &AddSupplier::supplier)};
  }
};

// Who buys products; certificates are made out to customers.
struct AddCustomer {
  static constexpr std::string_view name = "add_customer";
  Id customer;
  Text name_ja;
  Text name_en;
  Language language = Language::ja;
  static constexpr auto fields() {
    return std::tuple{
        required("customer", &AddCustomer::customer), optional("language", &AddCustomer::language),
        optional("name_en", &AddCustomer::name_en), optional("name_ja", &AddCustomer::name_ja)};
  }
};

// What the mill makes. Output of a product that is not allocatable is no output of the balance.
struct AddProduct {
  static constexpr std::string_view name = "add_product";
  Id product;
  Text name_ja;
  Text name_en;
  Text alloy;
  Text temper;
  Text standard;
  Text group;
  bool allocatable = true;
  std::optional<EmissionFactor> process_emissions;
  static constexpr auto fields() {
    return std::tuple{optional("allocatable", &AddProduct::allocatable),
                      optional("alloy", &AddProduct::alloy),
                      optional("group", &AddProduct::group),
                      optional("name_en", &AddProduct::name_en),
                      optional("name_ja", &AddProduct::name_ja),
                      optional("process_emissions", &AddProduct::process_emissions),
                      required("product", &AddProduct::product),
                      optional("standard", &AddProduct::standard),
                      optional("temper", &AddProduct::temper)};
  }
};

// The evidence that metal was smelted with renewable power: up to `mass`, for receipts inside its
// validity.
struct RegisterSupplierCertificate {
  static constexpr std::string_view name = "register_supplier_certificate";
  Id supplier_certificate;
  Id supplier;
  Date valid_from;
  Date valid_to;
  Text smelter;
  Text country;
  PowerSource power_source = PowerSource::grid;
  Share renewable_share = Share::whole();
  Mass mass;
  EmissionFactor emission_factor;
  Text emission_boundary;
  ChainModel chain_model = ChainModel::book_and_claim;
  Text scheme;
  std::optional<Date> scheme_valid_to;
  Text assurance_body;
  static constexpr auto fields() {
    return std::tuple{
        optional("assurance_body", &RegisterSupplierCertificate::assurance_body),
        required("chain_model", &RegisterSupplierCertificate::chain_model),
        required("country", &RegisterSupplierCertificate::country),
        required("emission_boundary", &RegisterSupplierCertificate::emission_boundary),
        required("emission_factor", &RegisterSupplierCertificate::emission_factor),
        required("mass", &RegisterSupplierCertificate::mass),
        required("power_source", &RegisterSupplierCertificate::power_source),
        optional("renewable_share", &RegisterSupplierCertificate::renewable_share),
        optional("scheme", &RegisterSupplierCertificate::scheme),
        optional("scheme_valid_to", &RegisterSupplierCertificate::scheme_valid_to),
        required("smelter", &RegisterSupplierCertificate::smelter),
        required("supplier", &RegisterSupplierCertificate::supplier),
        required("supplier_certificate", &RegisterSupplierCertificate::supplier_certificate),
        required("valid_from", &RegisterSupplierCertificate::valid_from),
        required("valid_to", &RegisterSupplierCertificate::valid_to)};
  }
};

// Metal arrives (受入).
struct Receive {
  static constexpr std::string_view name = "receive";
  Id receipt;
  Date date;
  Id site;
  Id supplier;
  Material material = Material::ingot;
  MetalClass metal_class = MetalClass::unknown;
  Mass mass;
  std::optional<Id> supplier_certificate;
  std::optional<EmissionFactor> emission_factor;
  Text lot;
  Text heat;
  Text delivery_note;
  static constexpr auto fields() {
    return std::tuple{required("class", &Receive::metal_class),
                      required("date", &Receive::date),
                      optional("delivery_note", &Receive::delivery_note),
                      optional("emission_factor", &Receive::emission_factor),
                      optional("heat", &Receive::heat),
                      optional("lot", &Receive::lot),
                      required("mass", &Receive::mass),
                      required("material", &Receive::material),
                      required("receipt", &Receive::receipt),
                      required("site", &Receive::site),
                      required("supplier", &Receive::supplier),
                      optional("supplier_certificate", &Receive::supplier_certificate)};
  }
};

// Gives evidence to renewable metal that arrived before its paper.
struct BackReceipt {
  static constexpr std::string_view name = "back_receipt";
  Id receipt;
  Id supplier_certificate;
  static constexpr auto fields() {
    return std::tuple{required("receipt", &BackReceipt::receipt),
                      required("supplier_certificate", &BackReceipt::supplier_certificate)};
  }
};

// Metal of a receipt goes into the furnace (投入); only where the rulebook counts input then.
struct Charge {
  static constexpr std::string_view name = "charge";
  Id charge;
  Date date;
  Id site;
  Id receipt;
  Mass mass;
  static constexpr auto fields() {
    return std::tuple{required("charge", &Charge::charge), required("date", &Charge::date),
                      required("mass", &Charge::mass), required("receipt", &Charge::receipt),
                      required("site", &Charge::site)};
  }
};

// A production run (産出).
struct Produce {
  static constexpr std::string_view name = "produce";
  Id run;
  Date date;
  Id site;
  Id product;
  Mass output;
  std::optional<MassOrZero> input;
  std::optional<MassOrZero> internal_scrap;
  std::optional<MassOrZero> loss;
  static constexpr auto fields() {
    return std::tuple{required("date", &Produce::date),
                      optional("input", &Produce::input),
                      optional("internal_scrap", &Produce::internal_scrap),
                      optional("loss", &Produce::loss),
                      required("output", &Produce::output),
                      required("product", &Produce::product),
                      required("run", &Produce::run),
                      required("site", &Produce::site)};
  }
};

// A line of a shipment leaves (出荷).
struct Ship {
  static constexpr std::string_view name = "ship";
  Id shipment;
  LineNumber line;
  Date date;
  Id site;
  Id customer;
  Id product;
  Mass mass;
  Text order;
  Text delivery_note;
  std::optional<Share> requested_share;
  static constexpr auto fields() {
    return std::tuple{required("customer", &Ship::customer),
                      required("date", &Ship::date),
                      optional("delivery_note", &Ship::delivery_note),
                      required("line", &Ship::line),
                      required("mass", &Ship::mass),
                      optional("order", &Ship::order),
                      required("product", &Ship::product),
                      optional("requested_share", &Ship::requested_share),
                      required("shipment", &Ship::shipment),
                      required("site", &Ship::site)};
  }
};

// Gives credits to a shipment line (割当): a share of its mass or a mass, from one account or from
// all in order of name.
struct Allocate {
  static constexpr std::string_view name = "allocate";
  Id allocation;
  Date date;
  Id shipment;
  LineNumber line;
  std::optional<Share> share;
  std::optional<Mass> mass;
  std::optional<Id> account;
  static constexpr auto fields() {
    return std::tuple{
        optional("account", &Allocate::account),  required("allocation", &Allocate::allocation),
        required("date", &Allocate::date),        required("line", &Allocate::line),
        optional("mass", &Allocate::mass),        optional("share", &Allocate::share),
        required("shipment", &Allocate::shipment)};
  }
};

// Takes an allocation back, as of its own date.
struct Release {
  static constexpr std::string_view name = "release";
  Id allocation;
  Text reason;
  static constexpr auto fields() {
    return std::tuple{required("allocation", &Release::allocation),
                      required("reason", &Release::reason)};
  }
};

// Moves credits to another site, under the same characteristic.
struct Transfer {
  static constexpr std::string_view name = "transfer";
  Id transfer;
  Date date;
  Id from;
  Id to;
  Id account;
  Mass mass;
  static constexpr auto fields() {
    return std::tuple{
        required("account", &Transfer::account), required("date", &Transfer::date),
        required("from", &Transfer::from),       required("mass", &Transfer::mass),
        required("to", &Transfer::to),           required("transfer", &Transfer::transfer)};
  }
};

// Certifies allocations of one customer: those named, or all uncertified ones by shipment date.
struct IssueCertificate {
  static constexpr std::string_view name = "issue_certificate";
  Id customer;
  Date date;
  std::optional<IdList> allocations;
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<Id> certificate;
  std::optional<Language> language;
  static constexpr auto fields() {
    return std::tuple{optional("allocations", &IssueCertificate::allocations),
                      optional("certificate", &IssueCertificate::certificate),
                      required("customer", &IssueCertificate::customer),
                      required("date", &IssueCertificate::date),
                      optional("from", &IssueCertificate::from),
                      optional("language", &IssueCertificate::language),
                      optional("to", &IssueCertificate::to)};
  }
};

// The number stays, the revision goes up; `allocations` is all that it covers from now on.
struct ReplaceCertificate {
  static constexpr std::string_view name = "replace_certificate";
  Id certificate;
  Date date;
  Text reason;
  IdList allocations;
  static constexpr auto fields() {
    return std::tuple{required("allocations", &ReplaceCertificate::allocations),
                      required("certificate", &ReplaceCertificate::certificate),
                      required("date", &ReplaceCertificate::date),
                      required("reason", &ReplaceCertificate::reason)};
  }
};

// The allocations stay, uncertified.
struct RevokeCertificate {
  static constexpr std::string_view name = "revoke_certificate";
  Id certificate;
  Date date;
  Text reason;
  static constexpr auto fields() {
    return std::tuple{required("certificate", &RevokeCertificate::certificate),
                      required("date", &RevokeCertificate::date),
                      required("reason", &RevokeCertificate::reason)};
  }
};

// Binds the journal to the document that a revision was issued as, by the SHA-256 of its bytes, and
// to the key that signs it (Multikey), so that the log is the history of the issuer's keys.
struct AttestCertificate {
  static constexpr std::string_view name = "attest_certificate";
  Id certificate;
  Revision revision;
  Digest digest;
  std::optional<Id> key;
  static constexpr auto fields() {
    return std::tuple{required("certificate", &AttestCertificate::certificate),
                      required("digest", &AttestCertificate::digest),
                      optional("key", &AttestCertificate::key),
                      required("revision", &AttestCertificate::revision)};
  }
};

// Locks a period (締め); what is left is carried on, less what expires or lapses.
// From here on certificates are signed by another key. The one before is retired: it expires with
// this record, or is revoked by it where someone else may have had it.
struct RegisterKey {
  static constexpr std::string_view name = "register_key";
  Id key;  // Ed25519 as Multikey, "z6Mk…"
  bool compromised = false;
  Text reason;
  static constexpr auto fields() {
    return std::tuple{optional("compromised", &RegisterKey::compromised),
                      required("key", &RegisterKey::key), required("reason", &RegisterKey::reason)};
  }
};

struct ClosePeriod {
  static constexpr std::string_view name = "close_period";
  Id site;
  Date period;
  Date date;
  std::optional<MassOrZero> physical_stock;
  std::optional<Text> force_majeure;
  static constexpr auto fields() {
    return std::tuple{required("date", &ClosePeriod::date),
                      optional("force_majeure", &ClosePeriod::force_majeure),
                      required("period", &ClosePeriod::period),
                      optional("physical_stock", &ClosePeriod::physical_stock),
                      required("site", &ClosePeriod::site)};
  }
};

// A counter-entry that takes effect on the entry's own date (赤黒訂正).
struct Reverse {
  static constexpr std::string_view name = "reverse";
  Seq entry;
  Date date;
  Text reason;
  static constexpr auto fields() {
    return std::tuple{required("date", &Reverse::date), required("entry", &Reverse::entry),
                      required("reason", &Reverse::reason)};
  }
};

// Takes credits away in an open period for an entry of a closed one that turned out wrong: the
// closed period stays as it was. `allocations` of closed periods that no certificate covers any
// more are written off first, the rest of the mass comes out of the account.
struct Adjust {
  static constexpr std::string_view name = "adjust";
  Id adjustment;
  Date date;
  Seq entry;
  Id account;
  Mass mass;
  Text reason;
  Text approver;
  std::optional<IdList> allocations;
  static constexpr auto fields() {
    return std::tuple{required("account", &Adjust::account),
                      required("adjustment", &Adjust::adjustment),
                      optional("allocations", &Adjust::allocations),
                      required("approver", &Adjust::approver),
                      required("date", &Adjust::date),
                      required("entry", &Adjust::entry),
                      required("mass", &Adjust::mass),
                      required("reason", &Adjust::reason)};
  }
};

// What a third party has stated on a span of days; printed on certificates, without effect on
// balances.
struct RecordVerification {
  static constexpr std::string_view name = "record_verification";
  Id site;
  Date from;
  Date to;
  Text verifier;
  AssuranceKind kind = AssuranceKind::verification;
  AssuranceLevel level = AssuranceLevel::limited;
  Text criteria;
  Text statement;
  Date date;
  std::optional<Digest> digest;  // SHA-256 of the statement's own document, where it is signed
  static constexpr auto fields() {
    return std::tuple{required("criteria", &RecordVerification::criteria),
                      required("date", &RecordVerification::date),
                      optional("digest", &RecordVerification::digest),
                      required("from", &RecordVerification::from),
                      required("kind", &RecordVerification::kind),
                      required("level", &RecordVerification::level),
                      required("site", &RecordVerification::site),
                      required("statement", &RecordVerification::statement),
                      required("to", &RecordVerification::to),
                      required("verifier", &RecordVerification::verifier)};
  }
};
using Command =
    std::variant<AddSite, AddSupplier, AddCustomer, AddProduct, RegisterSupplierCertificate,
                 Receive, BackReceipt, Charge, Produce, Ship, Allocate, Release, Transfer,
                 IssueCertificate, ReplaceCertificate, RevokeCertificate, AttestCertificate,
                 RegisterKey, ClosePeriod, Reverse, Adjust, RecordVerification>;

// What was cut off when a mass in lb, st or lt was rounded down to the gram, in 10^-8 g.
struct Residue {
  Text field;
  std::int64_t e8_g = 0;
};

// A command with what any command may carry.
struct Envelope {
  Command command;
  std::optional<Id> command_id;
  Text note;
  std::vector<Residue> residues;
};

}  // namespace tenbin
