// What a claim costs: whole yen for each tonne allocated. Cut off, so that no price grows by rounding.
import {decimal, type Grams, grouped} from './mass';

/** "1200000", as it is kept → 1,200,000 on the screen. */
export const yen = (amount: bigint): string => grouped(String(amount));

export const yenOf = (mass: Grams, perTonne: bigint): bigint => (mass * perTonne) / 1_000_000n;

/** What it adds to the price of each kg of the goods, with two decimals. */
export const yenPerKg = (allocated: Grams, goods: Grams, perTonne: bigint): string =>
  grouped(decimal(goods > 0n ? (allocated * perTonne) / (10n * goods) : 0n, 100n, 2));
