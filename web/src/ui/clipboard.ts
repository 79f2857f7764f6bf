// The clipboard, also where a mill serves plain http in its own network: browsers keep navigator.clipboard from such a page.
export async function toClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  (before?.closest('[role="dialog"]') ?? document.body).append(field); // A dialog lets no focus out.
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!copied) throw new Error('the browser does not copy');
}
