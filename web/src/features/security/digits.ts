/** Six digits as people write them: full-width, with spaces. */
export const digits = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '').slice(0, 6);
