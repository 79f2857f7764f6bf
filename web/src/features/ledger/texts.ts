import {featureTexts} from '../../i18n/feature';

export const LEDGER_TEXTS = featureTexts({
  ja: {
    column: '操作',
    open: '訂正…',
    title: '{number} の訂正',
    lead: '元の記帳は消えません。取消し(赤)と正しい記帳(黒)が残ります。',
    more: 'ほかの項目',
    reason_help: '取消しの記録に残ります。',
    check: '確かめる',
    confirm: '訂正を確定する',
    effect: '訂正すると',
    same: '台帳と同じです。訂正するところはありません。',
    closed: '締め済みの期間の記帳は、この画面では直せません。tenbin correct で、訂正の影響を見てから直します。',
  },
  en: {
    column: 'Do',
    open: 'Correct…',
    title: 'Correct {number}',
    lead: 'Nothing is deleted: the reversal and the right entry both stay in the records.',
    more: 'More fields',
    reason_help: 'It stays in the record of the reversal.',
    check: 'Check',
    confirm: 'Post the correction',
    effect: 'The correction makes it',
    same: 'The ledger says the same. There is nothing to correct.',
    closed: 'An entry of a closed period cannot be corrected on this screen. tenbin correct shows the effect of a correction first, and then makes it.',
  },
});
