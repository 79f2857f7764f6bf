// Letters and upload links for suppliers whose papers are missing; copied, and sent by the person.
import {useState} from 'react';
import {useAll} from '../../api/queries';
import type {Receipt} from '../../api/types';
import {useRights} from '../../app/selection';
import {grams, tonnes} from '../../arithmetic/mass';
import {fill} from '../../i18n/fill';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {ProblemNote} from '../../ui/Problem';
import {useNames} from '../ledger/columns';
import {chased, type Chased} from './forecast';
import {PROCUREMENT_TEXTS} from './texts';
import {UploadLink} from './UploadLink';
import {UPLOAD_TEXTS} from './uploadTexts';

export function Chase({receipts}: {receipts: readonly Receipt[]}) {
  const word = useWords(PROCUREMENT_TEXTS);
  const names = useNames();
  const link = useWords(UPLOAD_TEXTS);
  const posts = useRights().includes('post_receipts');
  const [chosen, setChosen] = useState<Chased | null>(null);
  const {data = [], error} = useAll('suppliers');
  function letter(one: Chased, language: 'ja' | 'en') {
    const supplier = data.find(row => row.supplier === one.supplier);
    return fill(PROCUREMENT_TEXTS[language].letter, {
      supplier: (language === 'ja' ? supplier?.name_ja : supplier?.name_en) || one.supplier, mass: tonnes(one.mass),
      rows: one.receipts.map(row => `${row.receipt}  ${row.date}  ${tonnes(grams(row.mass_kg))} t`).join('\n'),
    });
  }
  return (
    <>
      <h3>{word('chase')}</h3>
      <ProblemNote error={error} />
      <ul>{chased(receipts).map(one => (
        <li key={one.supplier}>{word('chase_line', {supplier: names.supplier(one.supplier), count: one.receipts.length, mass: tonnes(one.mass)})}{' '}
          <Copy text={letter(one, 'ja')} label={word('chase_ja')} />{' '}<Copy text={letter(one, 'en')} label={word('chase_en')} />{' '}
          {posts && <Button small onPress={() => setChosen(one)}>{link('make_link')}<span className="hidden"> {one.supplier}</span></Button>}</li>
      ))}</ul>
      {chosen && <UploadLink supplier={chosen.supplier} name={names.supplier(chosen.supplier)} letter={language => letter(chosen, language)} onClose={() => setChosen(null)} />}
    </>
  );
}
