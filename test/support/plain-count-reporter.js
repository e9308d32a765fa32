/** Ends a run with the plain line "N passed, N failed", from jest's own result: build servers read that line. */
module.exports = class PlainCountReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${String(results.numPendingTests)} skipped` : '';
    process.stdout.write(`\n${String(results.numPassedTests)} passed, ${String(failed)} failed${skipped}\n`);
  }
};
