// What is looked for in English. Patterns are in NFKC, lower case. Every ban stands for whole
// words.
#include <array>

#include "claim/rules.hpp"

namespace tenbin::claim {
namespace {

constexpr std::array pieces = {
    Piece{"begin", "(?<![a-z0-9])"},
    Piece{"end", "(?![a-z0-9])"},
    Piece{"number", "[0-9](?:[0-9,.]*[0-9])?"},
    Piece{"percent", "{number}\\s?(?:%|percent|per cent)"},
    Piece{"ton", "{number}\\s?(?:kg|t|tons?|tonnes?){end}"},
    Piece{"words", "[^.;:]"},
    Piece{"renewable",
          "{begin}(?:renewables?|hydro(?:power|electric(?:ity)?)?|solar|wind|geothermal)"
          "(?:[-\\s](?:energy|power(?:ed)?|electricity))?{end}"},
    Piece{"aluminium", "(?:aluminium|aluminum|metal|ingots?|billets?|slabs?){end}"},
    Piece{
        "renewable_aluminium",
        "{renewable}(?:[-\\s][a-z]+){0,3}?[-\\s]{aluminium}|{aluminium}\\s(?:smelted|refined|made|"
        "produced)\\s(?:with|using|from|by)\\s(?:[0-9a-z%]+\\s){0,3}?{renewable}"},
    Piece{"share",
          "{percent}(?:(?!{percent})[^.;]){0,25}?{renewable_aluminium}|"
          "{renewable_aluminium}(?:(?!{percent})[^.;]){0,25}?{percent}"},
    Piece{"allocated", "allocat|attribut|equivalent|mass[-\\s]?balance"},
    Piece{
        "product",
        "(?:products?|goods|aluminium|aluminum|metal|cans?|coils?|sheets?|foils?|profiles?|ingots?|"
        "billets?|materials?|parts?){end}"},
    Piece{"gas", "{begin}(?:co2e?|carbon|ghg|greenhouse[-\\s]gas|emissions?|footprints?)"},
    Piece{"goal",
          "(?:aim|target|goal|commit|pledge|plan)[a-z]*{words}{0,60}{begin}by\\s20[0-9]{2}|"
          "{begin}by\\s20[0-9]{2}{words}{0,60}(?:aim|target|goal|commit|pledge|plan)|"
          "(?:aim|target|goal|commit|pledge|plan)[a-z]*{words}{0,60}20[0-9]{2}"},
    Piece{"both", both_values},
    Piece{"verified", "(?:verified|audited|validated|assured)"},
    // What a verifier looks at: a balance, and of when.
    Piece{"looked_at", "(?:allocation|attribution|balance)s?{end}"},
    Piece{"when", "20[0-9]{2}(?![0-9])|{begin}(?:fy\\s?[0-9]{2}|periods?|quarters?|half|months?)"},
    Piece{"balance_of_period",
          "{looked_at}[^\\n]{0,120}?(?:{when})|(?:{when})[^\\n]{0,120}?{looked_at}"},
    // A denial, what anyone can check, what is no allocation, what is a finding of its own.
    Piece{
        "no_verification",
        "(?:{begin}(?:not|never|no|nor|without)|n['’]t){end}{words}{0,40}?verif|"
        "{begin}(?:can|may|could|must|should|to|will)\\sbe\\s{verified}|"
        "{begin}(?:weights?|scales?|weighbridge|instruments?|composition|analysis|method|model|"
        "site|plant|works|mill|smelter|system|company|signatures?)s?{end}{words}{0,40}?{verified}|"
        "{verified}\\s(?:[-a-z]+\\s){0,3}?{product}"},
    Piece{"system", "iso\\s?(?:9001|14001|45001|50001)(?::[0-9]{4})?"},
};

constexpr std::array bans = {
    Ban{Kind::physical_content, "contains",
        "{begin}contain(?:s|ed|ing)?\\s(?:up\\sto\\s)?(?<percent>{number})\\s?%|"
        "{begin}contain(?:s|ed|ing)?{end}(?={words}{0,60}?(?:{percent}|{renewable}|{aluminium}))"},
    Ban{Kind::physical_content, "content",
        "(?:{percent}|{renewable})(?:[-\\s][a-z]+){0,3}?[-\\s]content{end}",
        "recycled(?:\\s[a-z]+)?\\scontent|{percent}\\s(?:post-consumer\\s|pre-consumer\\s)?"
        "recycled{words}{0,20}"
        "content"},
    Ban{Kind::physical_content, "uses",
        "{begin}(?:use[sd]?|using|utili[sz](?:es?|ed|ing)|includ(?:es?|ed|ing)|incorporat(?:es?|ed|"
        "ing)|"
        "compris(?:es?|ed|ing)|composed\\sof|consists?\\sof|blend(?:s|ed)?\\swith|featur(?:es?|ing)"
        ")\\s"
        "(?:(?!{allocated})[^.;,:]){0,40}?(?:{percent}\\s)?{renewable_aluminium}"},
    Ban{Kind::made_with, "made_from",
        "{begin}(?:made|manufactured|produced|built|crafted|fabricated|rolled|cast|formed|extruded)"
        "\\s"
        "(?:(?:entirely|fully|only|purely|partly|exclusively|{percent})\\s)?(?:from|of|with|using|"
        "by|out\\sof)"
        "\\s(?={words}{0,60}?(?:{renewable}|{percent}|{begin}(?:green|clean|low-carbon){end}))"},
    Ban{Kind::made_with, "made", "{renewable}[-\\s](?:made|manufactured|produced|built){end}"},
    Ban{Kind::zero_carbon, "zero",
        "{begin}(?:zero|nil|no)[-\\s](?:net[-\\s])?(?:carbon(?!\\scredits?)|co2|emissions?|ghg|"
        "greenhouse|footprint|climate\\simpact){end}|{begin}net[-\\s]?zero{end}|"
        "{gas}\\s(?:is|are|of)\\s(?:zero|nil|0(?![.,]?[0-9]))",
        "{goal}|{both}"},
    Ban{Kind::zero_carbon, "neutral",
        "{begin}(?:carbon|co2|climate)[-\\s]?(?:neutral|negative|positive|free|zero)(?:ity)?{end}|"
        "{begin}(?:emissions?|fossil)[-\\s]free{end}|{begin}decarboni[sz]ed\\s{product}|"
        "{begin}free\\s(?:of|from)\\s(?:carbon|emissions?|co2)|"
        "{begin}without\\s(?:any\\s|causing\\s)?(?:carbon\\s|co2\\s)?emissions?{end}",
        "{goal}"},
    Ban{Kind::zero_carbon, "nought",
        "(?<![0-9.,])0(?:\\.0+)?\\s?(?:(?:g|kg|t|tonnes?)[-\\s]?)?(?:of\\s)?co2", "{both}"},
    Ban{Kind::vague_green, "green",
        "{begin}green(?:er|est)?{end}(?![-\\s](?:power|electricity|energy|procurement|purchasing|"
        "deal|"
        "bonds?|claims|finance))"},
    Ban{Kind::vague_green, "eco",
        "{begin}eco(?:[-\\s]?(?:friendly|conscious|aware|safe|logical(?:ly)?|products?|aluminium|"
        "aluminum|"
        "can|design))?{end}"},
    Ban{Kind::vague_green, "friendly",
        "{begin}(?:environment(?:ally)?|planet|earth|nature|climate)[-\\s](?:friendly|safe|sound|"
        "responsible|conscious|preferable|smart){end}|"
        "{begin}(?:kind(?:er)?|gentle|gentler|good|better)\\s(?:to|for|on)\\s(?:the\\s|our\\s)?"
        "(?:planet|earth|environment|climate){end}"},
    Ban{Kind::vague_green, "sustainable",
        "{begin}sustainabl[ey]\\s(?:[a-z]+\\s)?(?:{product}|made|produced|sourced|choice|option|"
        "solution|packaging)"
        "|"
        "{begin}clean(?:er)?\\s(?:aluminium|aluminum|metal){end}"},
    Ban{Kind::certified_product, "certified_thing",
        "(?:{begin}(?<who>third-party|[a-z][a-z0-9&]{1,15})[-\\s])?(?:certified|verified|approved|"
        "accredited)"
        "\\s"
        "(?:[-a-z]+\\s){0,3}?{product}",
        "{system}{words}{0,20}certified|recycled"},
    Ban{Kind::certified_product, "who_certified",
        "{begin}(?!re|self|not|the|is|are|be|been|was|were)(?<who>third-party|[a-z][a-z0-9&]{1,15})"
        "[-\\s]"
        "(?:certified|certifies|approved|endorsed){end}",
        "{begin}(?:site|plant|works|mill|smelter|system|company)s?{end}{words}{0,40}|{system}"},
    Ban{Kind::certified_product, "certified_by",
        "{begin}(?:certified|certification|endorsed|approved)\\s(?:by|from)\\s(?:the\\s)?(?<who>[a-"
        "z][a-z0-9&]*)|"
        "{begin}product\\scertification{end}|"
        "{product}\\s(?:is|are|was|were|has\\sbeen|have\\sbeen)\\s(?:[-a-z]+\\s){0,2}?certified{"
        "end}",
        "{begin}(?:site|plant|works|mill|smelter|system|company)s?{end}{words}{0,40}"},
    Ban{Kind::offset, "offset",
        "{begin}offset(?:s|ting)?{end}|{begin}carbon\\scredits?{end}|"
        "{begin}compensat(?:es?|ed|ing|ion){end}(?={words}{0,40}(?:{gas}))",
        "{begin}(?:no|without|any)\\s(?:[a-z]+\\s){0,2}(?:offset(?:s|ting)?|carbon\\scredits?)"
        "(?:\\s(?:or|and|nor)\\s(?:carbon\\scredits?|offsets?))?|"
        "offsets?\\s(?:are|were)\\snot\\s|offset\\sprint"},
    Ban{Kind::superlative, "best",
        "{begin}best(?:-in-class)?{end}(?![-\\s](?:available|practices?|estimates?|before|efforts?)"
        "|"
        "\\sof\\s(?:our|my)\\sknowledge)|"
        "{begin}(?:unmatched|unrival+ed|unparalleled|ultimate|second\\sto\\snone|unique)(?:ly)?{"
        "end}|"
        "{begin}(?:cleanest|purest)|{begin}most\\s(?:sustainable|responsible|environmental(?:ly)?|"
        "advanced|eco)|{begin}lowest[-\\s](?:carbon|emissions?|footprint|co2|in\\s)"},
    Ban{Kind::superlative, "first",
        "{begin}(?:world|industry|market|japan|asia|europe)(?:['’]s?\\s|[-\\s])(?:first|leading|"
        "lowest|"
        "best|only|top)|{begin}(?:number\\sone|no\\.?\\s?1(?![0-9-]))|#1(?![0-9])|"
        "{begin}the\\s(?:first\\sand\\s)?only{end}(?!\\s(?:way|thing|exception|difference|"
        "condition|place))|{begin}our\\sonly{end}|"
        "{begin}only\\s(?:mill|supplier|producer|maker|manufacturer|company|aluminium){end}|"
        "{begin}first\\sin\\sthe\\s(?:world|industry)"},
    Ban{Kind::part_to_whole, "everything",
        "{begin}(?:all|entirely|wholly|completely|purely|fully)[-\\s]{renewable}|"
        "{begin}(?:all|every|each)\\s(?:of\\s)?(?:our\\s)?(?:products?|cans?|coils?|cars?)\\s(?:is|"
        "are|"
        "comes?)\\s(?:(?!{allocated}){words}){0,30}?{renewable}(?!{words}{0,60}{allocated})|"
        "{begin}(?:whole|entire)\\s(?:product|can|car|bottle|range|building)s?{end}"
        "(?:(?!{allocated}){words}){0,40}?{renewable}(?!{words}{0,60}{allocated})"},
};

constexpr std::array needs = {
    Need{Kind::method_missing, "share",
         "{share}|{ton}(?:(?!{percent})[^.;]){0,25}?{renewable_aluminium}"
         "(?={words}{0,60}?(?:allocated|attributed|equivalent))",
         "mass[-\\s]?balance", "input|supplier certificate"},
    Need{Kind::equivalent_missing, "share", "{share}", "equivalent", "input|supplier certificate"},
    Need{Kind::share_missing, "this_product",
         "{begin}(?:this|these)\\s(?:[a-z]+\\s)?{product}{words}{0,40}?{renewable_aluminium}{words}"
         "{0,40}?"
         "(?:allocated|attributed|equivalent)|"
         "{renewable_aluminium}{words}{0,60}?(?:allocated|attributed){words}{0,40}?to\\s(?:this|"
         "these|your)\\s"
         "(?:[a-z]+\\s)?{product}",
         "{percent}|{ton}|{begin}full{end}", "{begin}(?:can|may|could)\\sbe{end}|{begin}how{end}"},
    Need{Kind::comparator_missing, "less",
         "{gas}{words}{0,30}?{percent}[^.;:]{0,12}?(?:lower|less|reduc|cut|smaller)|"
         "{begin}(?:reduc|cut|lower|sav)[a-z]*\\s{words}{0,40}?{gas}{words}{0,20}?{percent}|"
         "{gas}{words}{0,20}?\\s(?:reduc|cut|lower|down)[a-z]*\\s{words}{0,10}?{percent}|"
         "{percent}\\s(?:lower|less|fewer|reduction|smaller|cut){words}{0,20}?{gas}",
         "compared|{begin}than{end}|relative\\sto|versus|{begin}vs|against|allocation|baseline|"
         "base\\syear"},
    Need{Kind::without_missing, "emissions_with",
         "(?:with|after)\\s(?:the\\s)?allocation{words}{0,30}?{number}\\s?(?:kg|t){end}|"
         "{number}\\s?(?:kg|t){end}[^.;:]{0,16}?(?:with|after)\\s(?:the\\s)?allocation",
         "without"},
    Need{Kind::scope_missing, "verified_by",
         "{begin}{verified}\\s(?:[a-z]+ly\\s)?by\\s(?:(?:the|an?|independent|external)\\s){0,2}"
         "(?!(?:anyone|anybody|everyone|you|your|us|hand|means|[a-z]+ing){end})"
         "(?<who>third[-\\s]part(?:y|ies)|[a-z][a-z0-9&]{1,15})",
         "{balance_of_period}", "{no_verification}"},
    Need{
        Kind::scope_missing, "who_verified",
        "{begin}(?!(?:self|field|not|the|is|are|be|been|being|was|were|has|have|had|and|or|we|they|"
        "i|you|[a-z]+ly){end})(?<who>third[-\\s]party|[a-z][a-z0-9&]{1,15})"
        "(?:-|\\s(?:(?:has|have)\\s)?)(?:verified|audited|validated){end}"
        "(?=\\s*(?:[.!,;:()\"”|]|$)|\\s(?:it|us|this|as|under|in|to|at|with)(?![a-z]))|"
        "{begin}(?:independently|externally)\\s{verified}{end}",
        "{balance_of_period}", "{no_verification}"},
};

// From "is not" to the end of the clause, or of what it "does not mean"; "not only" denies nothing.
constexpr std::string_view denied =
    "(?<!why\\s)(?:{begin}(?:(?:is|are|was|were|does|do|did|must|may|can|should|will|has|have)\\s?"
    "(?:not|n['’]?t)|cannot|never|not\\sas|not\\sa|rather\\sthan|instead\\sof|neither){end})"
    "(?!\\s(?:only|just|merely|simply))"
    "(?:\\s(?:mean|imply|say|show|state|suggest)s?\\sthat{words}{0,90}|"
    "(?:(?!{begin}(?:but|it|we|they|which|is|are){end})[^.;:!?]){0,90})";

}  // namespace

const Rules& rules_en() {
  static constexpr Rules rules{pieces, bans, needs, denied};
  return rules;
}

}  // namespace tenbin::claim
