import {describe, expect, it} from 'vitest';
import {alike, filledBelow, linesOf, mendable, nextCell, placeOf, toSend, withPasted} from './cells';

const problem = (row: number, column: string, value: string | null) => ({code: 'cell.required', row, column, value, what: '', remedy: ''});
const problems = [problem(4, '質量', '1,5'), problem(4, '質量', '1,5'), problem(9, '', null), problem(17, '仕入先コード', 'S-0l2'), problem(20, '質量', '')];

describe('cells that were refused', () => {
  it('have one field each, where they are known', () => expect([...mendable(problems).keys()]).toEqual(['4/質量', '17/仕入先コード', '20/質量']));
  it('are sent where another text was typed', () => {
    const typed = {'4/質量': '1,5', '17/仕入先コード': 'S-012', '9/': 'x'};
    expect(toSend(mendable(problems), typed)).toEqual([{row: 17, column: '仕入先コード', value: 'S-012'}]);
    expect(toSend(mendable(problems), {})).toEqual([]);
    expect(toSend(mendable([problem(2, '単位', 'x')]), {'2/単位': ''})).toEqual([{row: 2, column: '単位', value: ''}]);
  });
  it('are mended together where they have the same text', () => {
    const cells = mendable([...problems, problem(21, '仕入先コード', 'S-0l2'), problem(22, '製品コード', 'S-0l2')]);
    expect(alike(cells, problems[3]!)).toEqual(['17/仕入先コード', '21/仕入先コード']);
  });
  it('pass the focus on: still wrong, below, from the top, nowhere', () => {
    expect(nextCell(problems, '17/仕入先コード')).toBe('17/仕入先コード');
    expect(nextCell(problems, '18/仕入先コード')).toBe('20/質量');
    expect(nextCell(problems, '30/質量')).toBe('4/質量');
    expect(nextCell([problem(9, '', null)], '4/質量')).toBeNull();
  });
});

describe('refused cells as a table', () => {
  const mixed = [problem(4, '質量', '1,5'), problem(9, '', null), problem(17, '仕入先コード', 'S-0l2'), problem(17, '質量', '2,5'), problem(20, '質量', '')];
  const [cells, lines] = [mendable(mixed), linesOf(mixed)];
  const key = '17/質量';
  it('have a line for each refused row and a column for each heading', () => {
    expect(lines).toEqual({rows: [4, 9, 17, 20], headings: ['質量', '仕入先コード']});
    expect(placeOf(lines, mixed[2]!)).toEqual({row: 2, column: 1});
  });
  it('are filled from the first of them, or from the next above', () => {
    expect(filledBelow(cells, {'4/質量': '1.5'}, lines, {column: 0, from: 0, to: 2})).toEqual({'4/質量': '1.5', [key]: '1.5'});
    expect(filledBelow(cells, {[key]: '2.5'}, lines, {column: 0, from: 3, to: 3})).toEqual({[key]: '2.5', '20/質量': '2.5'});
    expect(filledBelow(cells, {}, lines, {column: 1, from: 2, to: 2})).toEqual({});
  });
  it('take a block; what falls beside them is left out', () => {
    expect(withPasted(cells, {}, lines, {row: 0, column: 0}, [['1.5 ', 'S-001'], ['9'], ['2.5', 'S-012'], ['3'], ['4']])).toEqual({'4/質量': '1.5', [key]: '2.5', '17/仕入先コード': 'S-012', '20/質量': '3'});
  });
});
