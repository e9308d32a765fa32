/** The OpenAPI descriptions of Graph that lie beside the repository (or in REWIND_CONTRACT_FOLDER). They are not part of it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const FOLDER = process.env['REWIND_CONTRACT_FOLDER'] ?? path.resolve(__dirname, '../../../shared/contract/openapi');
const FILES = ['entra-recovery.v1.0', 'role-assignments'] as const;

export const isContractThere = FILES.every((file) => existsSync(path.join(FOLDER, `${file}.json`)));

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Readonly<Record<string, { readonly content?: unknown; readonly headers?: unknown }>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** A description by method and path with the names of parameters left out: `GET /directory/recovery/jobs/{}`. */
export const shapeOf = (method: string, template: string) =>
  `${method.toUpperCase()} ${template.replace(/\{[^}]+\}/g, '{}')}`;
const pointer = (...parts: readonly string[]) =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

export function readContract() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const found = new Map<string, { readonly described: Described; readonly problemsOf: Check }>();
  for (const file of FILES) {
    const text = readFileSync(path.join(FOLDER, `${file}.json`), 'utf8');
    const description = JSON.parse(text) as Description;
    ajv.addSchema(description, file);
    for (const [template, methods] of Object.entries(description.paths)) {
      for (const [method, described] of Object.entries(methods)) {
        const at = (...parts: readonly string[]) => `${file}#${pointer('paths', template, method, ...parts)}`;
        found.set(shapeOf(method, template), { described, problemsOf: checkWith(ajv, at) });
      }
    }
  }
  return found;
}

type Check = (part: 'request' | number, body: unknown) => readonly string[];

function checkWith(ajv: Ajv2020, at: (...parts: readonly string[]) => string): Check {
  return (part, body) => {
    const where = part === 'request' ? ['requestBody'] : ['responses', String(part)];
    const validate = ajv.getSchema(at(...where, 'content', 'application/json', 'schema'));
    if (!validate) return ['not described'];
    return validate(body) === true
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };
}
