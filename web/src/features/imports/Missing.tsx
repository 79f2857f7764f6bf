// 新規登録: a code that the book does not know is registered where it was refused, in the form of マスタ.
import {useQuery} from '@tanstack/react-query';
import {get} from '../../api/client';
import type {Import, ImportProblem, ImportReading} from '../../api/types';
import {useRights} from '../../app/selection';
import {type Master, RIGHT_TO_ADD} from '../masters/master';

const UNKNOWN = 'cell.code_unknown';
/** By the key of a column what its codes are of. */
const MASTER_OF: Readonly<Record<string, Master>> = {
  supplier_code: 'supplier', customer_code: 'customer', product_code: 'product', output_product_code: 'product', supplier_cert_no: 'supplier_certificate',
};

/** What could be registered to solve a problem; none for who may not. A heading is the file's own: how it was read says its column. */
export function useMissing({import: id, form, problems}: Import): (problem: ImportProblem) => Master | undefined {
  const rights = useRights();
  const {data} = useQuery({
    queryKey: ['reading', id, form, 'missing'], gcTime: 0, enabled: problems.some(({code}) => code === UNKNOWN),
    queryFn: ({signal}) => get<ImportReading>(`/imports/${encodeURIComponent(id)}/reading`, {}, signal),
  });
  return ({code, column}) => {
    const master = code === UNKNOWN ? MASTER_OF[data?.headings.find(one => one.heading === column)?.key ?? ''] : undefined;
    return master && rights.includes(RIGHT_TO_ADD[master]) ? master : undefined;
  };
}
