import { closeAll, together } from '../../src/shared/close-all';

describe('closing many parts', () => {
  const closed: string[] = [];
  const part = (name: string) => ({ close: () => Promise.resolve(void closed.push(name)) });
  const broken = { close: () => Promise.reject(new Error('does not close')) };
  beforeEach(() => (closed.length = 0));

  it('is one after the other, whatever is missing', async () => {
    await closeAll([part('intake'), undefined, part('store')]);
    expect(closed).toEqual(['intake', 'store']);
  });

  it('leaves nothing open because of one that breaks, and says that it broke', async () => {
    await expect(closeAll([broken, part('store')])).rejects.toThrow('does not close');
    await expect(together(broken, part('worker')).close()).rejects.toThrow('does not close');
    expect(closed).toEqual(['store', 'worker']);
  });

  it('goes side by side where none waits for another', async () => {
    let open: (() => void) | undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const waits = { close: () => opened.then(() => void closed.push('waits')) };
    const opens = { close: () => Promise.resolve(open?.()).then(() => void closed.push('opens')) };
    await together(waits, opens).close();
    expect([...closed].sort()).toEqual(['opens', 'waits']);
  });
});
