import {featureTexts} from '../../i18n/feature';

export const SIMULATOR_TEXTS = featureTexts({
  ja: {
    as_asked: '希望どおり',
    co2: '目標CO₂から',
    co2_target: '減らしたい排出量(t-CO₂e)',
    co2_needs: '{mass} t の割当が要ります(割当 1 t で {saved} t-CO₂e の差)。',
    co2_even: 'この一覧の全品に均等なら {percent} % です。',
    co2_more: 'この一覧の全量に割り当てても足りません。',
    co2_apply: '{percent} % を入れる',
    co2_none: '排出係数がそろっていないため、計算できません。',
    paper_title: '割当証明書',
    paper_to: '{customer} 御中',
    paper_each: '(顧客ごとに一通)',
    paper_period: '対象期間 {period}',
    paper_number: '番号は発行時に付きます',
  },
  en: {
    as_asked: 'As asked for',
    co2: 'From a CO₂ target',
    co2_target: 'Emissions to save (t-CO₂e)',
    co2_needs: '{mass} t must be allocated ({saved} t-CO₂e for each tonne of it).',
    co2_even: 'Evenly over all these lines that is {percent} %.',
    co2_more: 'All of these lines together are not enough.',
    co2_apply: 'Use {percent} %',
    co2_none: 'It cannot be reckoned: emission factors are missing.',
    paper_title: 'Allocation Certificate',
    paper_to: 'To {customer}',
    paper_each: '(one for each customer)',
    paper_period: 'Period {period}',
    paper_number: 'The number comes when it is issued',
  },
});
