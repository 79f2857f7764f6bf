// 収支表: one block a period, one row an account, every sum a door to its reasons.
import {useBalance} from '../../api/queries';
import type {BalancePeriod} from '../../api/types';
import {useMeeting, useSelection} from '../../app/selection';
import {grams, percent} from '../../arithmetic/mass';
import {shareOf, sum} from '../../arithmetic/share';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {Figure} from '../../ui/Figure';
import {Badge, Card, Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {TableBox} from '../../ui/TableDeeds';

const COLUMNS = ['opening', 'renewable_input', 'entitlement', 'allocated', 'transferred', 'expired', 'balance', 'certified'] as const;

function Block({period}: {period: BalancePeriod}) {
  const {t, language} = useTexts();
  const asked = {site: period.site, period: period.period};
  const share = shareOf(sum(period.accounts.map(account => grams(account.renewable_input_kg))), grams(period.total_input_kg));
  return (
    <Card title={<>{periodText(period.period, period.to, language)} <Badge tone={period.status === 'closed' ? 'good' : 'plain'}>{t(`period.${period.status}`)}</Badge></>}>
      <p><Figure figure="total_input" kg={period.total_input_kg} label={t('figure.total_input')} {...asked} />{' '}
        <Figure figure="output" kg={period.output_kg} label={t('figure.output')} {...asked} />{' '}
        <Figure figure="unbacked" kg={period.unbacked_kg} label={t('figure.unbacked')} {...asked} />{' '}
        <Figure figure="input_share" value={`${percent(share)} %`} label={t('figure.input_share')} {...asked} /></p>
      {period.accounts.length > 0 && (
        <TableBox name={periodText(period.period, period.to, language)} title={`${t('place.balance')} ${periodText(period.period, period.to, language)}`}>
          <table className="table">
            <thead><tr><th scope="col">{t('list.account')}</th>{COLUMNS.map(column => <th key={column} scope="col" className="n">{t(`figure.${column}`)}</th>)}</tr></thead>
            <tbody>
              {period.accounts.map(account => (
                <tr key={account.account}>
                  <th scope="row">{account.account}</th>
                  {COLUMNS.map(column => (
                    <td key={column} className="n">
                      <Figure figure={column} account={account.account} kg={account[`${column}_kg`]} label="" {...asked}>{null}</Figure>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </Card>
  );
}

export default function BalanceSheet() {
  const {t} = useTexts();
  const {site} = useSelection();
  const {meeting} = useMeeting();
  const {data, error} = useBalance(site.site);
  const periods = [...(data?.periods ?? [])].filter(period => period.site === site.site).reverse();
  return (
    <Page title={t('place.balance')} tabs={[{href: '/balance', label: t('place.balance'), here: true}, {href: '/flow', label: t('place.flow'), here: false}]}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      {data && !periods.length && <Empty>{t('ledger.empty')}</Empty>}
      {!meeting && <div className="stack">{periods.map(period => <Block key={period.period} period={period} />)}</div>}
    </Page>
  );
}
