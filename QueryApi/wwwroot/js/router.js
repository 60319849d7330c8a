import { readAddress } from './address.js';
import { byId } from './dom.js';

// The browser's history, and where each of its pages was scrolled to.
export function createRouter(render) {
  const scrolled = new Map();
  let key = history.state?.key ?? 0;
  let last = key;
  history.scrollRestoration = 'manual';
  history.replaceState({ ...history.state, key }, '');

  const leave = () => scrolled.set(key, window.scrollY);

  async function navigate(href) {
    leave();
    last += 1;
    key = last;
    history.pushState({ key, inner: true }, '', href);
    const address = readAddress();
    window.scrollTo(0, 0);
    await render(address, {});
    // What had the focus is gone: reading goes on where the page begins.
    if (document.activeElement === document.body) {
      byId('main').focus({ preventScroll: true });
    }
  }

  window.addEventListener('popstate', async (event) => {
    leave();
    key = event.state?.key ?? 0;
    await render(readAddress(), { returns: true });
    const top = scrolled.get(key);
    if (top !== undefined) {
      window.scrollTo(0, top);
    }
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-link]');
    if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      navigate(link.href);
    }
  });

  return {
    navigate,

    // Back where one came from; to the fallback where the address was opened from elsewhere.
    back(fallback) {
      if (history.state?.inner) {
        history.back();
      } else {
        navigate(fallback);
      }
    },

    // A query that is being typed is one page of the history, however many keys it takes.
    type(href, begins) {
      if (begins) {
        leave();
        last += 1;
        key = last;
        history.pushState({ key, inner: true }, '', href);
      } else {
        history.replaceState(history.state, '', href);
      }
      return render(readAddress(), { typing: true });
    },
  };
}
