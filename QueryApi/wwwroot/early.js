// Before the first paint, so that a chosen scheme does not flash; storage may be forbidden.
try {
  const scheme = localStorage.getItem('julie-scheme');
  if (scheme === 'light' || scheme === 'dark') {
    document.documentElement.dataset.scheme = scheme;
  }
} catch { /* the system's scheme then */ }
