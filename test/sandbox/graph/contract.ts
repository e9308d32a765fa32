/**
 * Holds answers of the pretend Graph against the OpenAPI descriptions of the real one, where they are at hand:
 * in `../shared` beside the repository, or where REWIND_CONTRACT_FOLDER says.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const FOLDER = process.env['REWIND_CONTRACT_FOLDER'] ?? path.resolve(__dirname, '../../../../shared/contract/openapi');
const FILES = ['entra-recovery.v1.0.json', 'role-assignments.json'];

export const hasContract = FILES.every((file) => existsSync(path.join(FOLDER, file)));

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  readonly template: string;
  readonly responses: Readonly<Record<string, ValidateFunction | undefined>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, object>> }>>>>; // prettier-ignore
}

let operations: readonly Operation[] | undefined;

interface WireAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** Problems of an answer; none where the contract does not know the operation. */
export function problemsOf(answer: WireAnswer): readonly string[] {
  if (!hasContract) return [];
  operations ??= FILES.flatMap(readOperations);
  const path = answer.path.replace(
    /\/(getChanges|getFailedChanges|cancel)$/,
    '/microsoft.graph.entraRecoveryServices.$1',
  );
  const operation = operations.find((one) => one.method === answer.method && one.path.test(path));
  return operation ? problemsIn(operation, answer) : [];
}

/** Descriptions name only some refusals; 401 and the like can always come. */
function problemsIn({ method, template, responses }: Operation, { status, body }: WireAnswer): readonly string[] {
  const name = `${method} ${template} ${String(status)}`;
  if (!(String(status) in responses)) return status >= 400 ? [] : [`${name} is not described`];
  const validate = responses[String(status)];
  if (!validate) return body === undefined ? [] : [`${name} has a body`];
  if (validate(normalised(body))) return [];
  return (validate.errors ?? []).map((error) => `${name}: ${error.instancePath} ${error.message ?? ''}`);
}

function readOperations(file: string): readonly Operation[] {
  const description = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Description;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(description, file);
  const escape = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');
  return Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      path: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
      template,
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => {
          const pointer = ['paths', template, method, 'responses', status, 'content', 'application/json', 'schema'];
          const reference = `${file}#/${pointer.map(escape).map(encodeURIComponent).join('/')}`;
          return [status, 'content' in response ? ajv.compile({ $ref: reference }) : undefined];
        }),
      ),
    })),
  );
}

/** Real tenants were seen to write `@context` where the description says `@odata.context`. */
function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/^@(context|nextLink|count|type)$/, '@odata.$1'),
      normalised(inner),
    ]),
  );
}
