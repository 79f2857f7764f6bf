// Asked {schema, documents: [object]}; answers the errors of each by JSON Schema 2020-12 (ajv).
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {readFileSync} from 'node:fs';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const ajv = new Ajv2020({strict: false, allErrors: true});
addFormats(ajv);
const validate = ajv.compile(asked.schema);
console.log(JSON.stringify(asked.documents.map(document => validate(document) ? [] : validate.errors)));
