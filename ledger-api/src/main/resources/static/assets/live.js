// Keeps a page up to date: the number from the stream itself, all that follows from it from the page, read again.
(() => {
  const panel = document.querySelector('[data-stream]');
  if (!panel || !window.EventSource) {
    return;
  }
  const number = document.getElementById('count');
  const state = document.getElementById('live-state');
  let next = Number(panel.dataset.from);
  let pending = 0;
  const soon = 3000;
  const late = 30000;
  let pause = soon;

  const say = (word, text) => {
    if (state.dataset.state !== word) {
      state.hidden = false;
      state.dataset.state = word;
      state.textContent = text;
    }
  };

  const swap = (page) => {
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = page.getElementById(part.id);
      if (fresh && !part.contains(document.activeElement) && fresh.innerHTML !== part.innerHTML) {
        part.replaceChildren(...document.importNode(fresh, true).childNodes);
      }
    }
    document.dispatchEvent(new Event('ledger:refreshed'));
  };

  const refresh = () => {
    clearTimeout(pending);
    pending = setTimeout(async () => {
      try {
        const answer = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' } });
        if (answer.ok) {
          swap(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        }
      } catch {
        // The stream says that the connection is gone; the next event comes with the next one.
      }
    }, 200);
  };

  const connect = () => {
    const stream = new EventSource(panel.dataset.stream + '&from=' + next);
    const seen = (event) => {
      next = Math.max(next, Number(event.lastEventId) + 1);
    };
    stream.addEventListener('open', () => {
      pause = soon;
      say('live', 'Live');
    });
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) { // refused, as where too many listen
        say('refused', 'Not live; trying again…');
        setTimeout(connect, pause * (0.5 + Math.random()));
        pause = Math.min(2 * pause, late);
      } else {
        say('reconnecting', 'Reconnecting…');
      }
    });
    stream.addEventListener('count', (event) => {
      const count = String(JSON.parse(event.data).count);
      seen(event);
      if (number.textContent !== count) {
        number.textContent = count;
        refresh();
      }
    });
    stream.addEventListener('action', (event) => {
      seen(event);
      refresh();
    });
  };

  say('connecting', 'Connecting…');
  connect();
})();
