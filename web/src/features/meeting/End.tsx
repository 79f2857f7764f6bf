// A meeting ends only when somebody says so: one key must not turn the mill's figures towards the customer.
import {useState} from 'react';
import {useMeeting} from '../../app/selection';
import {useWords} from '../../i18n/feature';
import {Button} from '../../ui/Button';
import {Dialog} from '../../ui/Dialog';
import {useShortcuts} from '../../ui/keys';
import {MEETING_TEXTS} from './texts';

export default function End() {
  const word = useWords(MEETING_TEXTS);
  const {meet} = useMeeting();
  const [asking, setAsking] = useState(false);
  useShortcuts({m: () => setAsking(true)});
  return (
    <>
      <Button look="primary" small onPress={() => setAsking(true)}>{word('off')} <kbd>m</kbd></Button>
      {asking && (
        <Dialog open onClose={() => setAsking(false)} title={word('end_title')} buttons={<>
          <Button onPress={() => setAsking(false)}>{word('go_on')}</Button>
          <Button look="primary" onPress={() => meet(null)}>{word('off')}</Button>
        </>}>
          <p>{word('end_lead')}</p>
        </Dialog>
      )}
    </>
  );
}
