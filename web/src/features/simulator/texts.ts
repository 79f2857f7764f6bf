import {featureTexts} from '../../i18n/feature';

export const SIMULATOR_TEXTS = featureTexts({
  ja: {
    as_requested: '希望どおり',
    co2: '目標CO₂から',
    co2_target: '減らしたい排出量(t-CO₂e)',
    co2_needs: '{mass} t の割当が要ります(割当 1 t で {saved} t-CO₂e の差)。',
    co2_even: '固定していない明細に均等なら {percent} % です。',
    co2_more: '固定していない明細の全量に割り当てても足りません。',
    co2_none: 'この期間は、割り当てても排出量が減りません。',
    request_open: '割当に {short} t 足りません。その分の再エネ地金の調達をお願いします。',
    paper_title: '割当証明書',
    paper_to: '{customer} 御中',
    paper_each: '(顧客ごとに一通)',
    paper_period: '対象期間 {period}',
    paper_number: '番号は発行時に付きます',
  },
  en: {
    as_requested: 'As requested',
    co2: 'From a CO₂ target',
    co2_target: 'Emissions to save (t-CO₂e)',
    co2_needs: '{mass} t must be allocated ({saved} t-CO₂e for each tonne of it).',
    co2_even: 'That is {percent} % of every line that is not locked.',
    co2_more: 'All lines that are not locked are not enough together.',
    co2_none: 'In this period an allocation does not lower the emissions.',
    request_open: 'The allocation is {short} t short. Please procure renewable metal to cover it.',
    paper_title: 'Allocation Certificate',
    paper_to: 'To {customer}',
    paper_each: '(one for each customer)',
    paper_period: 'Period {period}',
    paper_number: 'The number comes when it is issued',
  },
});
