// One case, as it is shown when it is opened.
const caseContent = (item, about, report) => {
  const box = element('div', {class: 'detail'});
  const section = (title, ...children) => box.append(element('h5', {}, title), ...children);
  // The summary above it has the known reason, the cause, or else this.
  if (about.headline && (about.known || about.cause)) box.append(element('p', {}, about.headline));
  if (about.gaps) box.append(element('p', {}, `Not judged wholly: ${about.gaps}.`));
  if (about.unobserved) box.append(element('p', {}, `Not observed, not judged: ${about.unobserved}.`));
  if (about.ulp !== undefined) {
    const distance = about.ulp > 1e6 ? '' : `${number(about.ulp)} ULP, `;
    // Whatever is observed where 0 is expected is infinitely wrong.
    const relative = about.relative === 'Infinity' ? 'infinite, relative to an expected 0' : `relative ${number(about.relative)}`;
    box.append(element('p', {}, `Largest error: ${distance}${relative}.`));
  }
  if (about.series) section('Expected and actual', plot(about));
  if (about.window) section('Around the first diverging step', values(about));
  if (about.headline) section('Cause', element('p', {}, about.cause ?? 'unknown'));
  if (about.stderr) section('Standard error', element('pre', {tabindex: '0'}, about.stderr));
  if (item.why) section('What the case is for', element('p', {}, item.why));
  const links = (item.refs ?? []).filter(url => /^https:\/\//.test(url));
  if (links.length > 0) section('Reported', ...links.map(url => element('p', {}, element('a', {href: url, rel: 'noreferrer noopener'}, url))));
  if (item.scenario) section('Scenario', element('pre', {tabindex: '0'}, item.scenario));
  section('Reproduce', element('pre', {tabindex: '0'},
    `lrconform check --id ${item.id} -- …\nlrconform show ${item.id}\nlrconform repro ${item.id}`));
  if (/^https?:\/\//.test(report.issues ?? '')) {
    box.append(element('p', {}, element('a', {href: report.issues, rel: 'noreferrer noopener'}, `Report it to ${report.name}`)));
  }
  return box;
};

const values = about => {
  const {steps, expected, actual} = about.window;
  const table = element('table', {}, element('thead', {}, element('tr', {},
    ...['step', 'expected', 'actual'].map(name => element('th', {scope: 'col'}, name)))));
  const rows = element('tbody');
  steps.forEach((step, index) => rows.append(element('tr', {class: step === about.step ? 'first' : null},
    element('th', {scope: 'row'}, step === about.step ? `▶ ${step}` : String(step)),
    element('td', {}, String(expected[index])), element('td', {}, String(actual[index])))));
  table.append(rows);
  return element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Values around the first diverging step'}, table);
};
