import { CAST } from '../../src/sandbox/cast';
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox';
import { compareWithSnapshot, usersThatDiffer } from '../../src/tools/demo/compare-with-snapshot';
import { playDemo } from '../../src/tools/demo/story';
import { testCertificates } from '../support/certificates';

describe('the demo', () => {
  it('plays the whole story', async () => {
    const printed: string[] = [];
    await playDemo({ certificates: await testCertificates(), print: (text) => printed.push(text) });

    const page = printed.join('\n');
    for (const said of [
      'Ana Ruiz:\nrestore users from yesterday',
      'approval takes a second person',
      'Ben Okafor signed in: Rewind',
      'Recovered',
      'synchronised from on-premises, no recovery can change it',
      'Approved by Ben Okafor',
    ]) {
      expect(page).toContain(said);
    }
  });
});

describe('the comparison at its end', () => {
  let sandbox: Sandbox;
  let snapshotId: string;

  beforeEach(async () => {
    sandbox = await startSandbox({ certificates: await testCertificates(), productUrl: 'http://127.0.0.1:1' });
    const [newest] = sandbox.graph.state.tenant.directory.snapshots();
    snapshotId = newest ? sandbox.graph.state.snapshotId(newest) : '';
    sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(() => sandbox.close());

  it('fails while anything differs that a recovery could have brought back', () => {
    const before = usersThatDiffer(sandbox, snapshotId);
    expect(() => compareWithSnapshot(sandbox, snapshotId, before)).toThrow(/^DIFFERENT: .+ is not as in the snapshot/);
  });

  it('fails when something else was touched', () => {
    const before = usersThatDiffer(sandbox, snapshotId);
    for (const { id, attributes, action } of before) undo(id, attributes, action);
    sandbox.graph.state.edit(CAST.gus.id, (editor) => {
      editor.update(CAST.dan.id, { department: 'elsewhere' });
    });
    expect(() => compareWithSnapshot(sandbox, snapshotId, before)).toThrow(/did not differ before and does now/);
  });

  it('lets synchronised people differ, and says why', () => {
    const before = usersThatDiffer(sandbox, snapshotId);
    for (const { id, attributes, action } of before) undo(id, attributes, action);
    const lines = compareWithSnapshot(sandbox, snapshotId, before);
    expect(lines.filter((line) => line.includes('synchronised from on-premises'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('as in the snapshot'))).toHaveLength(13);
  });

  function undo(id: string, attributes: readonly string[], action: string): void {
    const { directory } = sandbox.graph.state.tenant;
    const [newest] = directory.snapshots();
    const now = directory.find(id);
    if (now?.attributes['onPremisesSyncEnabled'] === true) return;
    const then = newest && directory.findAt(newest, id)?.attributes;
    sandbox.graph.state.edit(CAST.gus.id, (editor) => {
      if (action === 'softDelete') editor.softDelete(id);
      if (action === 'restore') editor.restore(id);
      if (action === 'update') editor.update(id, Object.fromEntries(attributes.map((name) => [name, then?.[name] ?? null]))); // prettier-ignore
    });
  }
});
