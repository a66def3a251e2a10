// Sorts the participation table by its headers, and filters its rows.
(() => {
  const table = document.querySelector('[data-sortable]');
  if (!table) {
    return;
  }
  const body = table.tBodies[0];
  const headers = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
  let column = 0;
  let direction = 'ascending';

  const key = (row) => {
    const cell = row.cells[column];
    const time = cell && cell.querySelector('time');
    return time ? time.dateTime : cell ? cell.textContent.trim() : '';
  };

  // What is empty stays at the end, whichever way the rest goes.
  const compare = (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (!left || !right) {
      return left ? -1 : right ? 1 : 0;
    }
    return direction === 'ascending' ? order.compare(left, right) : order.compare(right, left);
  };

  const sort = () => {
    headers.forEach((header, index) => {
      if (index === column) {
        header.setAttribute('aria-sort', direction);
      } else {
        header.removeAttribute('aria-sort');
      }
    });
    body.append(...[...body.rows].sort(compare));
  };

  headers.forEach((header, index) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...header.childNodes);
    button.addEventListener('click', () => {
      direction = index === column && direction === 'ascending' ? 'descending' : 'ascending';
      column = index;
      sort();
    });
    header.append(button);
  });

  const box = document.getElementById('filter');
  const said = document.getElementById('filter-state');
  const filter = () => {
    const wanted = box.value.trim().toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = wanted !== '' && !row.textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    said.textContent = wanted === '' ? '' : shown + ' of ' + body.rows.length;
  };
  box.closest('[hidden]').hidden = false;
  box.addEventListener('input', filter);

  document.addEventListener('ledger:refreshed', () => {
    sort();
    filter();
  });
})();
