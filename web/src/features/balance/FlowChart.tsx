// フロー図. The metal is grey after the furnace, because it is mixed there; the value has a lane of its own, hatched, so that
// nobody takes it for metal. Both also as a table.
import {sankey, type SankeyLink, sankeyLinkHorizontal, type SankeyNode} from 'd3-sankey';
import {useContext, useMemo, useState} from 'react';
import {useFlow} from '../../api/queries';
import type {FigureName, Flow, FlowLink, FlowNode} from '../../api/types';
import {useSelection} from '../../app/selection';
import {grams, tonnes} from '../../arithmetic/mass';
import {useTexts} from '../../i18n';
import {periodText} from '../../i18n/dates';
import {Button} from '../../ui/Button';
import {type Asked, ExplainContext, Figure, Mass} from '../../ui/Figure';
import {Empty, Page, Waiting} from '../../ui/Page';
import {ProblemNote} from '../../ui/Problem';
import {TableBox} from '../../ui/TableDeeds';
import styles from './flow.module.css';

const WIDTH = 1000;
type Lane = FlowNode['lane'];
type Node = SankeyNode<FlowNode, {mass: string}>;
type Link = SankeyLink<FlowNode, {mass: string}>;

/** The heights are for the eye only; the numbers beside them are the masses themselves. */
function layout(flow: Flow, lane: Lane, height: number): {nodes: Node[]; links: Link[]} | null {
  const nodes = flow.nodes.filter(node => node.lane === lane).map(node => ({...node}));
  const ids = new Set(nodes.map(node => node.id));
  const links = flow.links.filter(link => link.lane === lane && ids.has(link.from) && ids.has(link.to) && grams(link.mass_kg) > 0n)
    .map(link => ({source: link.from, target: link.to, value: Number(grams(link.mass_kg) / 1000n) || 1, mass: link.mass_kg}));
  if (!links.length) return null;
  return sankey<FlowNode, {mass: string}>().nodeId(node => node.id).nodeWidth(14).nodePadding(26).extent([[4, 18], [WIDTH - 4, height - 8]])({nodes, links} as never);
}

/** A node that has something before it is after the furnace or the furnace itself: what leaves it is mixed. */
const isMixed = (link: Link) => ((link.source as Node).targetLinks?.length ?? 0) > 0;

/** A ribbon opens what is behind it under the pointer; by keyboard the same is a button of the table. */
function Chart({flow, lane, height, name}: {flow: Flow; lane: Lane; height: number; name: string}) {
  const {pick} = useTexts();
  const explain = useContext(ExplainContext);
  const behind = useBehind(flow);
  const placed = useMemo(() => layout(flow, lane, height), [flow, lane, height]);
  if (!placed) return null;
  const draw = sankeyLinkHorizontal<FlowNode, {mass: string}>();
  return (
    <div className={styles.chart} tabIndex={0} role="region" aria-label={name}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={name}>
        <defs>
          <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="8" height="8" className={styles.hatchGround} /><rect width="3" height="8" className={styles.hatchLine} />
          </pattern>
        </defs>
        {placed.links.map((link, at) => {
          const [source, target] = [link.source as Node, link.target as Node];
          const asked = behind({from: source.id, to: target.id, mass_kg: link.mass});
          const look = lane === 'value' ? styles.value : isMixed(link) ? styles.mixed : styles.incoming;
          return (
            <path key={at} d={draw(link) ?? ''} strokeWidth={Math.max(1, link.width ?? 1)} className={`${look} ${asked ? styles.opens : ''}`} onClick={asked && (() => explain(asked))}>
              <title>{`${pick(label(source))} → ${pick(label(target))}: ${tonnes(grams(link.mass))} t`}</title>
            </path>
          );
        })}
        {placed.nodes.map(node => {
          const isLeft = (node.x0 ?? 0) < WIDTH / 2;
          const mass = (node.targetLinks?.length ? node.targetLinks : node.sourceLinks ?? []).reduce((all, link) => all + grams(link.mass), 0n);
          return (
            <g key={node.id}>
              <rect x={node.x0} y={node.y0} width={(node.x1 ?? 0) - (node.x0 ?? 0)} height={Math.max(1, (node.y1 ?? 0) - (node.y0 ?? 0))} className={styles.node} />
              <text x={isLeft ? (node.x1 ?? 0) + 6 : (node.x0 ?? 0) - 6} y={((node.y0 ?? 0) + (node.y1 ?? 0)) / 2} dy=".35em" textAnchor={isLeft ? 'start' : 'end'}>
                {pick(label(node))} {tonnes(mass)} t
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const label = (node: Pick<FlowNode, 'label_ja' | 'label_en'>) => ({ja: node.label_ja, en: node.label_en});

/** The figures of the period that a link is, or is a part of, by the nodes at its ends: "in:renewable", "product:EX-1", "customer:C-1". */
const WHOLE: Readonly<Record<string, FigureName>> = {entitlement: 'entitlement', opening: 'opening', left: 'balance'};
const PARTS: Readonly<Record<string, FigureName>> = {in: 'total_input', product: 'output', customer: 'allocated'};
const kindOf = (node: string) => node.split(':')[0]!;

/** What is behind a link: a figure and how it belongs to it, where it is only a part. */
function useBehind(flow: Flow): (link: Pick<FlowLink, 'from' | 'to' | 'mass_kg'>) => Asked | undefined {
  const {t, pick} = useTexts();
  const names = new Map(flow.nodes.map(node => [node.id, pick(label(node))]));
  return ({from, to, mass_kg}) => {
    const whole = WHOLE[from] ?? WHOLE[to];
    if (whole) return {figure: whole};
    const figure = PARTS[kindOf(from)] ?? PARTS[kindOf(to)];
    return figure && {figure, note: t('flow.part', {name: names.get(PARTS[kindOf(from)] ? from : to) ?? '', mass: tonnes(grams(mass_kg))})};
  };
}

function Table({flow, links, name}: {flow: Flow; links: FlowLink[]; name: string}) {
  const behind = useBehind(flow);
  const {t, pick} = useTexts();
  const names = new Map(flow.nodes.map(node => [node.id, pick(label(node))]));
  return (
    <TableBox name={name}>
      <table className="table">
        <caption>{name}</caption>
        <thead><tr><th scope="col">{t('flow.from')}</th><th scope="col">{t('flow.to')}</th><th scope="col" className="n">{t('list.mass')}</th></tr></thead>
        <tbody>{links.map((link, at) => {
          const asked = behind(link);
          return <tr key={at}><td>{names.get(link.from)}</td><td>{names.get(link.to)}</td><td className="n">{asked ? <Figure {...asked} kg={link.mass_kg} label="" /> : <Mass kg={link.mass_kg} />}</td></tr>;
        })}</tbody>
      </table>
    </TableBox>
  );
}

export default function FlowChart() {
  const {t, language} = useTexts();
  const {site, period} = useSelection();
  const [table, setTable] = useState(false);
  const {data, error} = useFlow(site.site, period.from);
  const lanes: [Lane, string, number][] = [['physical', t('flow.physical'), 320], ['value', t('flow.value'), 300]];
  return (
    <Page title={`${t('place.flow')} ${periodText(period.from, period.to, language)}`} lead={t('flow.lead')}
      tabs={[{href: '/balance', label: t('place.balance'), here: false}, {href: '/flow', label: t('place.flow'), here: true}]}
      actions={<Button onPress={() => setTable(!table)}>{t(table ? 'chart.as_chart' : 'chart.as_table')}</Button>}>
      <ProblemNote error={error} />
      {!data && !error && <Waiting />}
      {data && !data.links.length && <Empty>{t('ledger.empty')}</Empty>}
      {data && data.links.length > 0 && lanes.map(([lane, name, height]) => (
        <figure key={lane} className={styles.figure}>
          {table
            ? <Table flow={data} links={data.links.filter(link => link.lane === lane)} name={name} />
            : <><Chart flow={data} lane={lane} height={height} name={name} /><figcaption>{name}</figcaption></>}
        </figure>
      ))}
    </Page>
  );
}
