// Where a code host shows a file; null for a host whose addresses are not known, and for local folders.
export function hostLink(repositoryUrl, commit, path, startLine, endLine) {
  let url;
  try {
    url = new URL(repositoryUrl);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:') {
    return null;
  }
  const base = url.origin + url.pathname.replace(/\.git\/?$/, '').replace(/\/$/, '');
  const file = path.split('/').map(encodeURIComponent).join('/');
  if (url.hostname === 'github.com') {
    return `${base}/blob/${commit}/${file}#L${startLine}-L${endLine}`;
  }
  if (url.hostname === 'gitlab.com') {
    return `${base}/-/blob/${commit}/${file}#L${startLine}-${endLine}`;
  }
  if (url.hostname === 'codeberg.org') {
    return `${base}/src/commit/${commit}/${file}#L${startLine}-L${endLine}`;
  }
  return null;
}
