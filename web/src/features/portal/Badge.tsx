// バッジ: the picture and the piece of HTML that the server makes of the catalogue's sentence; both lead to the public page.
import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {address, download, textOf} from '../../api/client';
import type {Certificate} from '../../api/types';
import {percent} from '../../arithmetic/mass';
import {type Language, useTexts} from '../../i18n';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Copy} from '../../ui/Copy';
import {Dialog} from '../../ui/Dialog';
import {Choice, TextArea} from '../../ui/Field';
import {ProblemNote} from '../../ui/Problem';
import {sentence} from './sentences';
import {PORTAL_TEXTS} from './texts';

export default function BadgeDialog({certificate, onClose}: {certificate: Certificate; onClose: () => void}) {
  const {language: own} = useTexts();
  const word = useWords(PORTAL_TEXTS);
  const [language, setLanguage] = useState<Language>(own);
  const [refused, setRefused] = useState<unknown>(null);
  const number = certificate.certificate;
  const path = (kind: 'svg' | 'html') => `/certificates/${encodeURIComponent(number)}/badge.${kind}`;
  const html = useQuery({queryKey: ['certificates', 'badge', number, language], retry: false, queryFn: ({signal}) => textOf(path('html'), {language}, signal)});
  const save = (kind: 'svg' | 'html') => void download(path(kind), `${number}.${language}.${kind}`, {language}).catch(setRefused);
  const said = sentence(language, 'line', {mass: '', allocated: '', period: '', percent: percent(certificate.share_ppm), number});
  return (
    <Dialog open wide onClose={onClose} title={word('badge_title', {number})}>
      <div className="stack">
        <p>{word('badge_lead')}</p>
        <ProblemNote error={html.error ?? refused} />
        <Choice label={word('badge_language')} value={language} onChange={event => setLanguage(event.target.value as Language)}>
          <option value="ja">日本語</option><option value="en">English</option>
        </Choice>
        {html.data && <>
          <p><img src={address(path('svg'), {language})} alt={said} lang={language} height={68} /></p>
          <TextArea label={word('badge_html')} readOnly value={html.data} />
          <div className="row">
            <Button look="primary" onPress={() => save('svg')}>{word('badge_svg')}</Button>
            <Copy small={false} text={html.data} label={word('badge_copy')} />
            <Button onPress={() => save('html')}>{word('badge_save')}</Button>
          </div>
        </>}
      </div>
    </Dialog>
  );
}
