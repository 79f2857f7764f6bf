import {featureTexts} from '../../i18n/feature';

export const LATER_TEXTS = featureTexts({
  ja: {
    later: '準備中',
    closing: 'この画面は準備中です。いまは tenbin apply に close_period を渡すと締められます。締めるには別の人の承認が要ります。',
    correction: 'この画面は準備中です。いまは tenbin correct で、訂正の影響を見てから赤黒で記帳できます。',
    verification: 'この画面は準備中です。いまは tenbin pack で期間の一式を渡し、検証する人が tenbin audit で確かめられます。',
  },
  en: {
    later: 'coming later',
    closing: 'This screen is not ready yet. For now give close_period to tenbin apply; a second person has to approve it.',
    correction: 'This screen is not ready yet. For now tenbin correct shows the effect of a correction and posts reversal and re-entry.',
    verification: 'This screen is not ready yet. For now hand over a period with tenbin pack; the verifier checks it with tenbin audit.',
  },
});
