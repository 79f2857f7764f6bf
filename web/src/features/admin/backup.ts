// How old the last backup is: what was posted since would be lost with the disk. As the to-do of the overview has it.
const DAY_MS = 86_400_000;
const LATE_DAYS = 7;

export type Age = {tone: 'good' | 'warn' | 'bad'; days: number};

export function ageOf(at: string, now: number): Age {
  const days = Math.max(0, Math.floor((now - Date.parse(at)) / DAY_MS));
  return {tone: days < 1 ? 'good' : days < LATE_DAYS ? 'warn' : 'bad', days};
}
