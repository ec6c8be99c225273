'use strict';
// Makes elements. What reports say is put in as text, never as markup.
const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const drawing = (name, attributes = {}, text = null) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== null) node.textContent = text;
  return node;
};
// Three digits, as a reader wants them.
const number = value => typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value);
const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
