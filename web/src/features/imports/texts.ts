import {featureTexts} from '../../i18n/feature';

export const IMPORT_TEXTS = featureTexts({
  ja: {
    paste: 'Excelの表を貼り付ける',
    paste_help: '見出しの行から選んでコピーし、ここに貼り付けてください。',
    paste_do: '貼り付けた表を確かめる({count}行)',
    not_table: '表として読めません。見出しの行と、2列以上・1行以上が要ります。',
    name: '貼り付け.csv',
    mend: 'ここで直す',
    mend_cell: '{row}行 {column}',
    mend_do: '直して確かめ直す',
  },
  en: {
    paste: 'Paste a table from Excel',
    paste_help: 'Copy from the row of headings on, and paste it here.',
    paste_do: 'Check the pasted table ({count} rows)',
    not_table: 'This is not a table: it needs a row of headings, two columns and one row.',
    name: 'pasted.csv',
    mend: 'Mend it here',
    mend_cell: 'row {row}, {column}',
    mend_do: 'Mend and check again',
  },
});
