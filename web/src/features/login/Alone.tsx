import type {ReactNode} from 'react';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {Card} from '../../ui/Page';

/** A screen before anybody is signed in: the name, the language, one card. */
export function Alone({title, children}: {title: string; children: ReactNode}) {
  const {t, language, setLanguage} = useTexts();
  return (
    <main className="alone stack">
      <div className="row">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <strong>{t('app.name')}</strong>
        <Button look="quiet" small onPress={() => setLanguage(language === 'ja' ? 'en' : 'ja')}>
          <span lang={language === 'ja' ? 'en' : 'ja'}>{language === 'ja' ? 'English' : '日本語'}</span>
        </Button>
      </div>
      <Card>
        <h1>{title}</h1>
        {children}
      </Card>
    </main>
  );
}
