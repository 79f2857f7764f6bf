import {useLocation} from 'wouter';
import {may} from '../../app/places';
import {useRoles} from '../../app/selection';
import {useTexts} from '../../i18n';
import {Button} from '../../ui/Button';
import {useShortcuts} from '../../ui/keys';

/** Rows come from Excel; `n` is the same door. */
export function ImportLink() {
  const {t} = useTexts();
  const roles = useRoles();
  const [, go] = useLocation();
  const open = () => may(roles, 'import') && go('/imports');
  useShortcuts({n: open});
  return may(roles, 'import') && <Button look="primary" onPress={open}>{t('import.open')} <kbd>n</kbd></Button>;
}
