// What is looked for in Japanese. Patterns are in NFKC, lower case: "co2", "(", "%".
#include <array>

#include "claim/rules.hpp"

namespace tenbin::claim {
namespace {

constexpr std::array pieces = {
    Piece{"number", "[0-9][0-9,.]*"},
    Piece{"percent", "{number}\\s?(?:%|パーセント)|[0-9一二三四五六七八九十]+割(?!り?当)|半分"},
    Piece{"ton", "{number}\\s?(?:t(?![a-z])|kg|トン|キロ)"},
    Piece{"in_clause", "[^。、]"},
    Piece{"renewable",
          "再エネ|再生エネ|再生可能エネ(?:ルギー)?|水力|太陽光|風力|地熱|(?:グリーン|クリーン)(?:"
          "電力|"
          "エネルギー)"},
    Piece{"aluminium", "アルミ(?:ニウム)?|新?地金|インゴット|メタル|金属|原料|素材"},
    Piece{"renewable_aluminium", "{renewable}[^。、%をはが]{0,12}?{aluminium}"},
    Piece{"share",
          "{renewable_aluminium}[^。%]{0,16}?{percent}|{percent}[^。、%]{0,20}?{renewable_"
          "aluminium}"},
    Piece{"allocated", "割り?当|マス[・\\s]?バランス|相当"},
    Piece{"used",
          "使用|含有|配合|混合|ブレンド|含む|含み|含ん|含まれ|含ませ|ふくむ|ふくまれ|入り|入って|"
          "使っ|使い|用いた|用いて|用いられ"},
    Piece{"product", "製品|商品|アルミ(?:ニウム)?|地金|メタル|素材|材料|材|缶|品(?!質|種|番)"},
    Piece{"verifier", "[a-z][a-z0-9&]{1,15}|第三者(?:機関)?|公的機関|検証機関|認証機関|国"},
    // What a verifier looks at: a balance, and of when.
    Piece{"looked_at", "割り?当|収支|残高"},
    Piece{"when", "[0-9]{4}年|fy\\s?[0-9]{2}|期間|年度|上期|下期|四半期|[0-9]{1,2}月"},
    Piece{"recycled", "リサイクル|スクラップ|端材|再生材"},
    Piece{"gas", "co2e?|二酸化炭素|温室効果ガス|ghg|カーボン|炭素|排出|環境負荷"},
    Piece{"zero", "ゼロ|零|フリー|ニュートラル|0(?![.,]?[0-9%])|0[.,]0+(?![0-9%])"},
    Piece{"both", both_values},
    Piece{"this_product",
          "(?:この|本|当|当該|下記の)(?:製品|商品|品|缶|部品|コイル|板材|材料|サッシ|アルミ(?:缶|"
          "板|箔|形材))"},
};

constexpr std::array bans = {
    Ban{Kind::physical_content, "share_used",
        "(?<percent>{number})\\s?(?:%|パーセント)[^。、%]{0,30}?{used}|(?:[0-9一二三四五六七八九十]"
        "+割|半分|"
        "全量|フル)(?!り?当)[^。、%]{0,16}?{used}|{percent}(?:(?!{allocated})[^。、%]){0,30}?採用",
        // The power of a smelter, metal that is there, a period in which something was looked at.
        "{percent}{in_clause}{0,12}(?:電力|電気|電源){in_clause}{0,6}{used}|"
        "{recycled}{in_clause}{0,16}{percent}{in_clause}{0,6}{used}|"
        "{percent}{in_clause}{0,4}{recycled}{in_clause}{0,10}{used}"},
    Ban{Kind::physical_content, "rate", "(?:含有|使用|配合|混合)(?:率|割合|比率|量)",
        "{recycled}{in_clause}{0,8}(?:率|割合|比率|量)|"
        "(?:電力|電気|エネルギー|燃料|水)の?使用量"},
    Ban{Kind::physical_content, "metal_used",
        "{renewable_aluminium}(?:(?!{allocated})[^。、%]){0,12}?(?:{used}|採用)",
        // The question of the reader: 物理的に入っていますか
        "[^。]{0,60}(?:ますか|ですか|でしょうか)"},
    Ban{Kind::made_with, "with_energy",
        "{renewable}(?:(?!{allocated}){in_clause}){0,16}?(?:で|を使って|を使い|を用いて|により|"
        "によって)"
        "(?:製造|生産|つくっ|つくら|作|造|加工|圧延|でき|出来)"},
    Ban{Kind::made_with, "of_metal",
        "{renewable}[^。、%]{0,8}アルミ(?:ニウム)?(?:合金)?製(?!錬|造)"},
    Ban{Kind::zero_carbon, "gas_zero",
        "{gas}(?:(?!{ton})[^。、0-9]){0,10}?{zero}|{gas}(?:排出)?量?(?:が|は|を)?(?:なし|無し)",
        "{both}|[0-9]{4}年[^。]{0,40}(?:目標|目指)"},
    Ban{Kind::zero_carbon, "zero_gas",
        "(?:ゼロ|零|脱)[・\\s-]?(?:カーボン|エミッション|co2|炭素(?:型|な)?{aluminium}|排出)|"
        "(?:実質|ネット|差し?引き)[・\\s]?(?:ゼロ|0(?![.,]?[0-9]))",
        "[0-9]{4}年[^。]{0,40}(?:目標|目指)"},
    Ban{Kind::zero_carbon, "neutral",
        "(?:炭素|気候|クライメート|カーボン)[・\\s]?(?:中立|ニュートラル|ポジティブ|ネガティブ)",
        "[0-9]{4}年[^。]{0,40}(?:目標|目指)"},
    Ban{Kind::zero_carbon, "emits_nothing",
        "(?:co2|二酸化炭素|温室効果ガス)を(?:一切|まったく|全く)?(?:排出し|出さ)(?:ない|ません|"
        "ず)"},
    Ban{Kind::vague_green, "green",
        "(?<![ァ-ヶー])グリーン(?!電力|エネルギー|購入|調達|トランスフォーメーション|ファイナンス|"
        "ボンド|成長|"
        "ディール|ランド|ハウス|車)"},
    Ban{Kind::vague_green, "eco",
        "(?<![ァ-ヶー])エコ(?!ノミ|ー|システム|リーフ|バディス|アクション|ツーリズム)"},
    Ban{Kind::vague_green, "gentle",
        "(?:地球|環境|自然|未来|人)(?:に|へ)の?も?(?:やさし|優し|良い|よい|いい|配慮し|貢献)|"
        "環境負荷[のが]?(?:少な|低|小さ)|脱炭素(?:を実現|に貢献)|"
        "環境(?:配慮|調和|貢献|対応)(?:型|製品|商品|素材|アルミ)|環境フレンドリー"},
    Ban{Kind::vague_green, "sustainable",
        "(?:サステナブル|サスティナブル|持続可能)な?{product}|(?:クリーン|きれい|ピュア)な?{"
        "product}"},
    Ban{Kind::certified_product, "certified_thing",
        "(?:(?<who>{verifier})[のが]?(?:による)?\\s?)?(?:認証|認定|検証)(?:済み?|取得|を受けた|"
        "を取得した|"
        "された)?の?(?:{product}|マーク|ロゴ|ラベル)"},
    Ban{Kind::certified_product, "by_verifier",
        "(?<who>{verifier})[^。、a-z0-9]{0,12}?(?:認証|認定|お墨付き)",
        "(?:工場|事業所|製造所|サイト|マネジメントシステム|iso\\s?(?:9001|14001|45001|50001))[^。]{"
        "0,20}"
        "(?:認証|認定)|{verifier}[^。、]{0,12}(?:認証|認定)を?(?:取得|受け)[^。、]{0,6}(?:工場|"
        "事業所|製造所)"},
    Ban{Kind::certified_product, "thing_certified",
        "(?:製品|商品|アルミ(?:ニウム)?|本品|缶)[をの]検証|"
        "(?:製品|商品|アルミ(?:ニウム)?|素材|本品|缶)[はがをもの][^。、]{0,24}?(?:認証|認定|"
        "お墨付き)",
        "(?:工場|事業所|製造所|マネジメントシステム)[^。]{0,30}(?:認証|認定)"},
    Ban{Kind::offset, "offset", "(?:カーボン[・\\s]?)?オフセット(?!印刷)|相殺|排出権",
        "オフセット[はをも]?(?:一切)?(?:使用|利用|購入|算入|含)[^。、]{0,6}(?:ません|ない|ず)"},
    Ban{Kind::offset, "credit",
        "(?:カーボン|炭素|co2|排出|環境価値|(?<![a-z])j)[・\\s-]?クレジット",
        "クレジット[はをも]?(?:一切)?(?:使用|利用|購入|算入|含)[^。、]{0,6}(?:ません|ない|ず)"},
    Ban{Kind::superlative, "best",
        "最高(?!責任|経営|裁|財務|気温)|最良|最上|最先端|最も(?:環境|優|低|少|クリーン|進|きれい)|"
        "唯一|"
        "究極|比類|随一|他に類を見な|トップクラス"},
    Ban{Kind::superlative, "first",
        "(?:世界|業界|日本|国内|アジア|史上)で?(?:初|トップ|最|一(?![貫部次般定律円]))|"
        "(?<![a-z])no\\.?\\s?1(?![0-9-])|ナンバー[・\\s]?(?:ワン|1)"},
    Ban{Kind::part_to_whole, "everything",
        "(?:すべて|全て|全部|まるごと|丸ごと|オール|全面的に)が?{renewable}|"
        "(?:全製品|全商品|(?:すべて|全て|全部)の(?:製品|商品)|(?:製品|商品|缶|車|部品|ボトル|建物)("
        "?:全体|まる"
        "ごと|丸ごと))[はがを]{in_clause}{0,8}?{renewable}(?!{in_clause}{0,40}{allocated})"},
};

constexpr std::array needs = {
    Need{Kind::method_missing, "share",
         "{share}|{renewable_aluminium}[^。%]{0,8}?{ton}(?=[^。]{0,40}?(?:割り?当|相当))",
         "マス[・\\s]?バランス|質量均衡", "投入比率|投入量|投入のうち|供給元"},
    Need{Kind::equivalent_missing, "share", "{share}|割当率[^。、]{0,8}?{percent}", "相当",
         "投入比率|投入量|投入のうち|供給元"},
    Need{Kind::share_missing, "this_product",
         "{this_product}[^。]{0,30}?{renewable_aluminium}[^。]{0,30}?(?:割り?当て|割当|相当)",
         "{percent}|{ton}|全量", "できます|可能"},
    Need{Kind::comparator_missing, "less",
         "(?:{gas})[^。]{0,20}?{percent}[^。、]{0,6}?(?:削減|低減|カット|減|少な)|"
         "{percent}の?(?:{gas})[^。、]{0,6}?(?:削減|低減|カット|減)",
         "比(?!率|類)|比べ|比較|に対し|割当しない場合|残余値"},
    Need{Kind::without_missing, "emissions_with",
         "割当後[^。]{0,30}?{number}\\s?(?:kg|t(?![a-z])|トン|キロ)",
         "割当しない場合|割り当てない場合|残余値"},
    Need{Kind::scope_missing, "verified",
         "(?<who>[a-z][a-z0-9&]{1,15}|第三者(?:機関)?|公的機関|検証機関|審査機関|監査法人)"
         "(?:が|は|も|の|から|に(?:よる|より|よって|て)?)?[^。、a-z0-9をの]{0,8}?"
         "(?:検証|監査|妥当性確認)(?:済み?|(?:を|も)?(?:受け|取得|得|経)|しま|した|して|され|"
         "(?=[。」)!]|$))",
         "(?:{looked_at})[^\\n]{0,80}?(?:{when})|(?:{when})[^\\n]{0,80}?(?:{looked_at})",
         // A denial, what anyone can check, what is no allocation, what is a finding of its own.
         "(?:検証|監査|確認)[^。、]{0,16}?(?:ません|ない|でき|可能)|未検証|"
         "(?:工場|事業所|製造所|サイト|計量|はかり|質量計|成分|分析|システム|算定方法|方法論|署名)"
         "[^。、]{0,20}(?:検証|監査|確認)|検証(?:済み?|を受けた|された)?の?{product}"},
};

// は, が and も end what a denial reaches back to: 「CO₂ゼロで品質も変わりません」 denies no
// CO₂ゼロ.
constexpr std::string_view denied =
    "(?:(?:炭素クレジット|カーボン[・\\s]?オフセット|オフセット|非化石証書|証書)[、・や])*"
    "[^。、はがも]{0,30}?(?:"
    "(?<!だけ)(?<!のみ)(?<!ばかり)(?:では|でも|じゃ|のでは|もので(?:は|も))(?:ありません|ない(?!か)"
    "|なく)"
    "(?!でしょうか|だろうか|か(?:[?]|$))|"
    "(?:とは)?(?:示し|示す|意味し|証明し|保証し|含み|含有し|使用し|配合し|利用し|主張し|表示し|"
    "認証し|"
    "算入し|入って"
    "い|含んでい|用いてい|してい)(?:ません|ない|ず))";

}  // namespace

const Rules& rules_ja() {
  static constexpr Rules rules{pieces, bans, needs, denied};
  return rules;
}

}  // namespace tenbin::claim
