// A dialog in the middle or a drawer at the side; Esc closes, the focus stays inside and goes back where it was.
import {type ReactNode, useEffect} from 'react';
import {Dialog as AriaDialog} from 'react-aria-components/Dialog';
import {Heading} from 'react-aria-components/Heading';
import {Modal, ModalOverlay} from 'react-aria-components/Modal';
import {useTexts} from '../i18n';
import {Button} from './Button';
import styles from './ui.module.css';

type Props = {
  open: boolean; onClose: () => void; title: string; children: ReactNode; side?: boolean; wide?: boolean; buttons?: ReactNode;
};

export function Dialog({open, onClose, title, children, side, wide, buttons}: Props) {
  const {t} = useTexts();
  useEffect(() => { // The button that had the focus may be gone, such as one that stopped what it stood beside.
    if (!open) return undefined;
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && document.activeElement === document.body && onClose();
    addEventListener('keydown', escape);
    return () => removeEventListener('keydown', escape);
  }, [open, onClose]);
  return (
    <ModalOverlay isOpen={open} onOpenChange={isOpen => !isOpen && onClose()} isDismissable className={styles.overlay!}>
      <Modal className={side ? styles.drawer! : `${styles.modal} ${wide ? styles.wide : ''}`}>
        <AriaDialog className={styles.dialog!}>
          <header className={styles.dialogHead}>
            <Heading slot="title" className={styles.dialogTitle!}>{title}</Heading>
            <Button look="quiet" small onPress={onClose}>{t('do.close')}</Button>
          </header>
          <div className={styles.dialogBody}>{children}</div>
          {buttons && <footer className={styles.dialogFoot}>{buttons}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
