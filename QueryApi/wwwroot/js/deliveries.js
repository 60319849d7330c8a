import * as api from './api.js';
import { viewAddress } from './address.js';
import { announce, h } from './dom.js';
import { filterText } from './query.js';
import { ago, count, shortRef } from './words.js';

const pageSize = 50;
const outcomes = ['waiting', 'syncing', 'applied', 'superseded', 'failed', 'ignored', 'refused'];
const busy = new Set(['waiting', 'syncing']);
const times = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

function pushed(delivery) {
  if (!delivery.ref) {
    return h('div', { class: 'soft' }, 'no ref');
  }
  return h('div', { class: 'soft' }, shortRef(delivery.ref), ' ',
    delivery.commit ? h('code', { title: delivery.commit }, delivery.commit.slice(0, 9)) : 'deleted',
    delivery.refs > 1 && ` and ${count(delivery.refs - 1)} more`);
}

function replayButton(delivery, refresh) {
  const button = h('button', { type: 'button', class: 'small', 'aria-label': `Replay delivery ${delivery.id}`, onclick: async () => {
    button.disabled = true;
    try {
      await api.replay(delivery.id);
      announce(`Delivery ${delivery.id} is dispatched again`);
    } catch (error) {
      announce(error.text ?? error.message);
    }
    await refresh();
  } }, 'Replay');
  return button;
}

function row(delivery, context, refresh) {
  const repository = delivery.repository ?? 'no repository';
  const scope = delivery.repositoryId ? filterText({ field: 'repo', value: repository }) : null;
  // What was refused was never proven, and what has nothing to do stays that way: the service would say no.
  const replays = context.may('ingest') && !['refused', 'ignored'].includes(delivery.outcome);
  const bad = ['failed', 'refused'].includes(delivery.outcome);
  const element = h('tr', { class: 'row', tabindex: '-1', 'data-delivery': delivery.id, 'aria-label': `Delivery ${delivery.id}, ${repository}, ${delivery.outcome}` },
    h('td', {}, scope
      ? h('a', { href: '#', title: 'Search in it', onclick: (event) => { event.preventDefault(); context.go(scope); } }, repository)
      : repository,
    pushed(delivery)),
    h('td', {}, h('span', { class: `state ${delivery.outcome}` }, delivery.outcome),
      h('div', { class: 'soft' }, h('time', { datetime: delivery.receivedAt, title: times.format(new Date(delivery.receivedAt)) }, ago(delivery.receivedAt))),
      delivery.reason && h('p', { class: bad ? 'problem' : 'soft' }, delivery.reason)),
    h('td', { class: 'wide' }, `${delivery.event || 'no event'}`, delivery.times > 1 && `, ${count(delivery.times)} times`,
      h('div', { class: 'soft' }, delivery.hook === delivery.provider ? delivery.provider : `${delivery.hook}, ${delivery.provider}`),
      delivery.deliveryId && h('div', { class: 'soft' }, h('code', { title: delivery.deliveryId }, delivery.deliveryId.slice(0, 36)))),
    h('td', { class: 'act' }, replays && replayButton(delivery, refresh)));
  if (replays) {
    element.addEventListener('replay', () => element.querySelector('button').click());
  }
  return element;
}

function chips(chosen, choose) {
  const chip = (name, value) => h('button', { type: 'button', class: 'chip', 'aria-pressed': String(chosen === value), onclick: () => choose(chosen === value ? null : value) }, h('span', {}, name));
  return h('div', { class: 'chips', role: 'group', 'aria-label': 'Narrow by outcome' }, outcomes.map((outcome) => chip(outcome, outcome)));
}

// The list keeps itself up to date while something is under way; a row that has the focus keeps it.
export async function showDeliveries(context, address, signal) {
  const { outcome } = address;
  const list = h('div', { class: 'table' });
  let shown = pageSize;
  let timer;
  const refresh = async () => {
    clearTimeout(timer);
    const deliveries = await api.deliveries(outcome, shown, signal);
    const focused = document.activeElement?.closest?.('.row')?.dataset.delivery;
    const current = document.querySelector('.row[aria-current]')?.dataset.delivery;
    const more = deliveries.length === shown && shown < 500 && h('button', { type: 'button', class: 'older', onclick: () => { shown = Math.min(500, shown + pageSize); return refresh(); } }, 'Older');
    list.replaceChildren(...(deliveries.length === 0
      ? [h('p', { class: 'notice' }, outcome ? `No delivery is ${outcome}.` : ['No host has told of a push yet. How to set one up is in ', h('code', {}, 'docs/webhooks.md'), '.'])]
      : [h('table', {}, h('thead', {}, h('tr', {}, ['Repository', 'Outcome', 'Event', h('span', { class: 'visually-hidden' }, 'Actions')].map((title) => h('th', { scope: 'col' }, title)))),
        h('tbody', {}, deliveries.map((delivery) => row(delivery, context, refresh)))), more].filter(Boolean)));
    const again = list.querySelector(`.row[data-delivery="${focused ?? current}"]`);
    again?.setAttribute('aria-current', 'true');
    if (focused) {
      again?.focus({ preventScroll: true });
    }
    timer = setTimeout(() => refresh().catch(() => {}), deliveries.some((delivery) => busy.has(delivery.outcome)) ? 1500 : 10000);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  await refresh();
  context.view.replaceChildren(h('section', { class: 'listing deliveries' }, h('h1', {}, 'Deliveries'),
    h('p', { class: 'lead' }, 'What code hosts told of pushes, newest first, and what became of it. Payloads are not kept.'),
    chips(outcome, (value) => context.navigate(viewAddress('deliveries', { outcome: value }))), list));
}
