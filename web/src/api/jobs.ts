// Long work as a job: asked for with "Prefer: respond-async", watched by server-sent events; its result is what the call would have
// answered. Where the server answers at once, that is the answer.
import {address, get, post, type Request} from './client';
import type {components} from './schema';

type Job = components['schemas']['Job'];
export type Progress = NonNullable<Job['progress']>;

const isJob = (answer: unknown): answer is Job =>
  typeof answer === 'object' && answer !== null && typeof (answer as {job?: unknown}).job === 'string';

/** Until it ends, or until nothing more can be heard of it: then its result says what became of it. */
function watched(job: string, onProgress: (progress: Progress) => void): Promise<void> {
  return new Promise(resolve => {
    const source = new EventSource(address(`/jobs/${job}/events`));
    function end() {
      source.close();
      resolve();
    }
    source.addEventListener('job', event => {
      const told = JSON.parse(event.data) as Job;
      if (told.progress) onProgress(told.progress);
      if (told.state !== 'running') end();
    });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) end(); // Else the browser asks again by itself.
    };
  });
}

export async function postLong<Answer>(path: string, json: unknown, more: Request, onProgress: (progress: Progress) => void): Promise<Answer> {
  const answer = await post<Answer | Job>(path, json, {...more, mayBeJob: true});
  if (!isJob(answer)) return answer;
  await watched(answer.job, onProgress);
  return get<Answer>(`/jobs/${answer.job}/result`);
}
