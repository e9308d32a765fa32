/** Builds the console page (src/sandbox/console/client) into dist, beside the server that hands it out. */
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const LIMIT_KB = 400;

/** Says what a browser has to load, and fails where that is too much. */
function weighPage(): Plugin {
  return {
    name: 'weigh-page',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).map((file) => (file.type === 'chunk' ? file.code : file.source));
      const kilobytes = files.reduce((sum, content) => sum + gzipSync(content).byteLength, 0) / 1024;
      const words = `console page: ${kilobytes.toFixed(0)} KB gzipped (at most ${String(LIMIT_KB)})`;
      if (kilobytes > LIMIT_KB) this.error(words);
      if (process.env['CI']) process.stderr.write(`${words}\n`);
    },
  };
}

export default defineConfig({
  root: 'src/sandbox/console/client',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../../dist/sandbox/console/page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  plugins: [weighPage()],
});
