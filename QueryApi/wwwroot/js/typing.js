import { searchAddress } from './address.js';
import { asksSomething } from './query.js';

// Short enough not to be felt, long enough to leave out most of a fast typist's halves of words.
const pause = 40;

// Search as one types: each pause asks anew and ends the question before.
export function listenToTyping(box, router) {
  let timer = null;
  let typing = false;
  let asked = null;

  const ask = () => {
    timer = null;
    const query = box.value.trim();
    if (query === asked || (query !== '' && !asksSomething(query))) {
      return;
    }
    asked = query;
    router.type(query === '' ? location.pathname : searchAddress(query), !typing);
    typing = true;
  };

  box.addEventListener('input', (event) => {
    clearTimeout(timer);
    if (!event.isComposing) {
      timer = setTimeout(ask, pause);
    }
  });
  box.addEventListener('compositionend', () => { timer = setTimeout(ask, pause); });
  // From another page the same query is a new question, and a page of its own.
  box.addEventListener('focus', () => { typing = false; asked = new URLSearchParams(location.search).get('file') ? null : box.value.trim(); });
  box.form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const query = box.value.trim();
    box.blur();
    if (query !== '' && !(typing && query === asked)) {
      router.navigate(searchAddress(query));
    } else if (query === '') {
      router.navigate(location.pathname);
    }
  });
}
