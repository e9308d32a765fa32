import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeFindings, workflowFindings } from './deployments';

const read = (file: string) => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');

type Mutation = readonly [from: string | RegExp, to: string];

function mutated(text: string, [from, to]: Mutation): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}

describe('the compose file', () => {
  const COMPOSE = read('infra/compose/compose.yaml');

  it('has nothing wrong', () => {
    expect(composeFindings(COMPOSE)).toEqual([]);
  });

  it.each<Mutation>([
    ['read_only: true', 'read_only: false'],
    ["user: '1000:1000'", "user: 'root'"],
    ['cap_drop: [ALL]', 'cap_drop: []'],
    ['no-new-privileges:true', 'no-new-privileges:false'],
    ['${REWIND_IMAGE:?an image by digest}', 'rewind:latest'],
    ['restart: unless-stopped', "restart: 'no'"],
    ['stop_grace_period: 60s', 'stop_grace_period: 5s'],
    ['postgres: { condition: service_healthy }', 'postgres: { condition: service_started }'],
    ['redis: { condition: service_healthy }', 'redis: { condition: service_started }'],
    ['networks: [inside, out]', 'networks: [inside]'],
    ['networks: [inside, out]', "networks: [inside, out]\n  ports: ['3978:3978']"],
    ['networks: [inside, out]', "networks: [inside, out]\n  volumes: ['./data:/app/data']"],
    ['networks: [inside, out]', 'networks: [inside, out]\n  privileged: true'],
    ['REWIND_ROLE: bot', 'REWIND_ROLE: all'],
    ['REWIND_ROLE: worker', 'REWIND_ROLE: bot'],
    ['NODE_ENV: production', 'NODE_ENV: development'],
    ['  worker-2: *worker\n', ''],
    ['  bot-2: *bot\n', ''],
    ['env_file: [rewind.env, stores.env]', 'env_file: [stores.env]'],
    ['noeviction', 'allkeys-lru'],
    ["--appendonly, 'yes'", "--appendonly, 'no'"],
    ["volumes: ['redis:/data']", 'volumes: []'],
    ["volumes: ['postgres:/var/lib/postgresql/data']", 'volumes: []'],
    ['inside: { internal: true }', 'inside: {}'],
    ["ports: ['443:443']", "ports: ['443:443', '8081:8081']"],
    ['networks: [out]', 'networks: [inside, out]'],
    ['env_file: [postgres.env]', 'environment: { POSTGRES_PASSWORD: rewind }'],
    ['services:', 'services: ['],
  ])('goes red with %s → %s', (...mutation) => {
    expect(composeFindings(mutated(COMPOSE, mutation))).not.toEqual([]);
  });

  it('sends Teams and people to the bots alone, and health to nobody', () => {
    const proxy = read('infra/compose/Caddyfile');
    expect(proxy).toContain('reverse_proxy bot-1:3978 bot-2:3978');
    expect(proxy).not.toContain('worker');
  });
});

describe('the operator’s pipeline', () => {
  const WORKFLOW = read('.github/workflows/deploy.yml');

  it('has nothing wrong', () => {
    expect(workflowFindings(WORKFLOW)).toEqual([]);
  });

  it.each<Mutation>([
    ['workflow_dispatch:', 'push:'],
    ['contents: read', 'contents: write'],
    ['id-token: write', 'id-token: none'],
    ['id-token: write', 'id-token: write\n  packages: write'],
    ['group: deploy', 'group: other'],
    ['cancel-in-progress: false', 'cancel-in-progress: true'],
    [/ {10}docker build .*\n/, ''],
    [/ {10}docker push .*\n/, ''],
    ['{{index .RepoDigests 0}}', '{{.Id}}'],
    ['az bicep build --file infra/main.bicep', 'echo'],
    ['az bicep build --file infra/entra.bicep', 'echo'],
    ['az deployment group what-if', 'echo'],
    ['needs: image', 'needs: []'],
    ['needs: [image, what-if]', 'needs: [image]'],
    ['if: inputs.apply', 'if: always()'],
    ['environment: production', 'environment: test'],
    ['group create --resource-group "$RESOURCE_GROUP" --parameters infra/main.bicepparam image="$IMAGE"', 'group create'],
    ['az deployment group what-if', 'az deployment group create'],
    ['timeout-minutes: 30', 'timeout-minutes: 600'],
    ['runs-on: ubuntu-24.04', 'runs-on: self-hosted'],
    ['actions/checkout@v4', 'actions/checkout@main'],
    ['persist-credentials: false', 'persist-credentials: true'],
    ['client-id: ${{ vars.AZURE_CLIENT_ID }}', 'creds: ${{ secrets.AZURE }}'],
    ['docker push "$REGISTRY/rewind:$GITHUB_SHA"', 'docker push ${{ inputs.apply }}'],
    ['jobs:', 'jobs: ['],
  ])('goes red with %s → %s', (...mutation) => {
    expect(workflowFindings(mutated(WORKFLOW, mutation))).not.toEqual([]);
  }); // prettier-ignore
});
