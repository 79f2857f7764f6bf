// What is put into a sentence. It imports nothing, so that tests outside can use it too.

export type Slots = Record<string, string | number>;

/** Puts the slots into "{name}" and chooses by "{name|row|rows}": the first for 1. A slot that is not given stays visible. */
export function fill(text: string, slots: Slots = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, more?: string) => {
    if (!(name in slots)) return whole;
    if (one === undefined) return String(slots[name]);
    return Number(slots[name]) === 1 ? one : more!;
  });
}
