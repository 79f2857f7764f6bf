// schema.ts is what openapi-typescript makes of api/openapi.yaml today; `npm run types` makes it again.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import openapiTS, {astToString, COMMENT_HEADER} from 'openapi-typescript';
import {expect, test} from 'vitest';

const here = (path: string) => new URL(path, import.meta.url);

test('schema.ts agrees with api/openapi.yaml', async () => {
  const made = `${COMMENT_HEADER}${astToString(await openapiTS(here('../../../api/openapi.yaml')))}`;
  expect(made === readFileSync(fileURLToPath(here('./schema.ts')), 'utf8'), 'run: npm run types').toBe(true);
}, 60_000);
