import { htmlOf } from '../../../src/sandbox/console/client/markdown';

describe('what the bot says', () => {
  it('may be bold, in lines and in lists', () => {
    expect(htmlOf('**12** changes\nnext')).toBe('<p><strong>12</strong> changes<br>\nnext</p>\n');
    expect(htmlOf('- one\n- two')).toContain('<li>one</li>');
  });

  it.each([
    ['HTML', '<img src=x onerror=alert(1)><script>x</script>'],
    ['a script as address', '[x](javascript:alert(1))'],
    ['data as address', '[x](data:text/html,hello)'],
    ['a picture', '![x](https://evil.example/x.png)'],
  ])('never becomes %s', (_what, text) => {
    const html = htmlOf(text);
    expect(html).not.toMatch(/<(img|script)|href="(javascript|data)/i);
  });

  it('links outwards, and tells nothing of where the reader came from', () => {
    expect(htmlOf('[page](https://learn.microsoft.com/)')).toContain(
      '<a href="https://learn.microsoft.com/" target="_blank" rel="noopener noreferrer">page</a>',
    );
  });

  it('mentions only whom the message mentions', () => {
    expect(htmlOf('<at>Ben Okafor</at> and <at>Dan Howell</at>', ['Ben Okafor'])).toBe(
      '<p><span class="mention">Ben Okafor</span> and &lt;at&gt;Dan Howell&lt;/at&gt;</p>\n',
    );
  });
});
