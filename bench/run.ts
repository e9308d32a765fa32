/**
 * `npm run bench`: what is claimed, measured. Sizes are taken side by side in one run; their ratio counts, not the figures of one machine.
 */
import { measureDrawing } from './draw-cards';
import { measureParsing } from './parse-commands';
import { measureReading } from './read-changes';

async function run(): Promise<void> {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
  await measureReading([10_000, 100_000]);
  measureParsing();
  measureDrawing();
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
