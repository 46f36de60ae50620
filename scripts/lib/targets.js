/** What each figure must not exceed, in its own unit; figures without a line here are shown for comparison. */
export const TARGETS = {
  'window.login-beyond-empty': { p50: 500 },
  'window.unlock': { p50: 800 },
  'window.search': { p95: 50 },
  'window.search-main-thread': { p95: 16 },
  'window.open-record': { p95: 60 },
  'window.open-heaviest-record': { p95: 100 },
  'window.vsm-with-pdf': { p95: 1000 },
  'window.share-clicks-slow-over-fast': { p50: 1.2 },
  'window.memory-growth-last-100-records': { p50: 5 },
  'contract.round-trip': { p99: 5 },
  'bundle.initial': { p50: 350 },
  'record.save-draft.M': { p99: 10 },
  'vsm.cda.60-elements': { p95: 150 },
  'vsm.cda-and-pdf': { p95: 1000 },
  'record.search.growth': { p50: 1.5 },
  'record.open.growth': { p50: 1.5 },
};
