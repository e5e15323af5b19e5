// The map: borders that came with the program, a dot only where a place is known exactly, a hatched area where it is a region or a state.
// What is drawn is the list beside it; every place can be chosen there by keyboard.
"use strict";
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 960;
const HEIGHT = 560;
const NEAR = 22;
const svg = document.getElementById("map");
const layer = { land: svg.querySelector(".lands"), areas: svg.querySelector(".areas"), dots: svg.querySelector(".dots") };
const places = [...document.querySelectorAll("[data-lat]")].map(button => ({
  button, n: Number(button.dataset.n), near: button.dataset.near === "yes", at: [Number(button.dataset.lon), Number(button.dataset.lat)],
}));
const states = new Map([...document.querySelectorAll("[data-country]")].map(button => [button.dataset.country, button]));
const projection = d3.geoMercator().scale(150).translate([WIDTH / 2, HEIGHT / 2 + 60]);
const view = { k: 1, x: 0, y: 0 };
let chosen = null;

function make(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent.append(node);
  return node;
}
const onPaper = ([x, y]) => [x * view.k + view.x, y * view.k + view.y];

// Dots that would hide each other are drawn as one, with their number.
function clusters(large) {
  const found = [];
  for (const place of places) {
    const at = onPaper(place.point);
    const near = found.find(one => Math.hypot(one.at[0] - at[0], one.at[1] - at[1]) < NEAR * large);
    if (near) { near.places.push(place); near.n += place.n; } else found.push({ at, n: place.n, places: [place] });
  }
  return found;
}
function draw() {
  // On a narrow screen the paper is drawn small: what one taps stays large.
  const large = Math.min(Math.max(WIDTH / (svg.clientWidth || WIDTH), 1), 2.2);
  const move = `translate(${view.x} ${view.y}) scale(${view.k})`;
  layer.land.setAttribute("transform", move);
  layer.areas.setAttribute("transform", move);
  layer.dots.replaceChildren();
  for (const { at, n, places: here } of clusters(large)) {
    if (at[0] < -20 || at[0] > WIDTH + 20 || at[1] < -20 || at[1] > HEIGHT + 20) continue;
    const on = here.some(place => place.button === chosen);
    const alone = here.length === 1;
    const radius = Math.min(4 + Math.sqrt(n) * 1.6, 16);
    const mark = alone && here[0].near ? "ring" : "dot";
    const dot = make("circle", { class: `${mark}${on ? " chosen" : ""}`, cx: at[0], cy: at[1], r: large * (alone ? radius : Math.max(radius, 10)) }, layer.dots);
    make("title", {}, dot).textContent = alone ? here[0].button.textContent.trim().replace(/\s+/g, " ") : `${here.length} places, ${n} claims: nearer shows them apart`;
    dot.addEventListener("click", () => { if (alone) choose(here[0].button); else nearer(at, 2); });
    if (!alone) make("text", { class: "dot-count", x: at[0], y: at[1], "font-size": 11 * large }, layer.dots).textContent = here.length;
  }
}
function nearer([x, y], times) {
  const k = Math.min(Math.max(view.k * times, 1), 400);
  view.x = x - (x - view.x) * k / view.k;
  view.y = y - (y - view.y) * k / view.k;
  view.k = k;
  draw();
}
function show(box) {
  const [[left, top], [right, bottom]] = box;
  const wide = Math.max(right - left, 8), high = Math.max(bottom - top, 8);
  view.k = Math.min(Math.max(0.85 * Math.min(WIDTH / wide, HEIGHT / high), 1), 120);
  view.x = WIDTH / 2 - view.k * (left + right) / 2;
  view.y = HEIGHT / 2 - view.k * (top + bottom) / 2;
  draw();
}
async function choose(button) {
  chosen?.setAttribute("aria-pressed", "false");
  chosen = button;
  button.setAttribute("aria-pressed", "true");
  const place = places.find(one => one.button === button);
  if (place) {
    const [x, y] = onPaper(place.point);
    if (x < 20 || y < 20 || x > WIDTH - 20 || y > HEIGHT - 20) { view.x += WIDTH / 2 - x; view.y += HEIGHT / 2 - y; }
  }
  draw();
  const box = document.getElementById("here");
  const answer = await fetch(button.dataset.claims);
  if (!answer.ok) return say(await answer.text(), true);
  box.innerHTML = await answer.text();
}
document.querySelectorAll("[data-claims]").forEach(button => button.addEventListener("click", () => choose(button)));

const size = event => {
  const box = svg.getBoundingClientRect();
  return [(event.clientX - box.left) * WIDTH / box.width, (event.clientY - box.top) * HEIGHT / box.height];
};
svg.addEventListener("wheel", event => { event.preventDefault(); nearer(size(event), event.deltaY < 0 ? 1.25 : 0.8); }, { passive: false });
svg.addEventListener("pointerdown", event => {
  let last = size(event);
  const move = next => {
    const at = size(next);
    view.x += at[0] - last[0];
    view.y += at[1] - last[1];
    last = at;
    draw();
  };
  const stop = () => { removeEventListener("pointermove", move); removeEventListener("pointerup", stop); };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop);
});
svg.addEventListener("keydown", event => {
  const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
  if (!step) return;
  event.preventDefault();
  view.x += step[0];
  view.y += step[1];
  draw();
});
const middle = [WIDTH / 2, HEIGHT / 2];
Keys.on("zoom-in", () => nearer(middle, 1.6));
Keys.on("zoom-out", () => nearer(middle, 0.625));
document.getElementById("nearer").addEventListener("click", () => nearer(middle, 1.6));
document.getElementById("farther").addEventListener("click", () => nearer(middle, 0.625));
document.getElementById("whole").addEventListener("click", () => show(whole));

let whole = [[0, 0], [WIDTH, HEIGHT]];
fetch(svg.dataset.world).then(answer => answer.json()).then(world => {
  const countries = topojson.feature(world, world.objects.countries).features;
  const path = d3.geoPath(projection);
  const boxes = [];
  for (const country of countries) {
    const shape = path(country);
    if (!shape) continue;
    make("path", { class: "land", d: shape }, layer.land);
    const button = states.get(country.id);
    if (!button) continue;
    const area = make("path", { class: "area", d: shape }, layer.areas);
    make("title", {}, area).textContent = `${country.properties.name}: ${button.dataset.n} claims placed no nearer than this`;
    area.addEventListener("click", () => choose(button));
    button.querySelector("[data-name]").textContent = country.properties.name;
    boxes.push(path.bounds(country));
  }
  for (const place of places) {
    place.point = projection(place.at);
    boxes.push([place.point, place.point]);
  }
  if (places.length || boxes.length) {
    const known = places.length ? places.map(place => [place.point, place.point]) : boxes;
    whole = [[Math.min(...known.map(box => box[0][0])), Math.min(...known.map(box => box[0][1]))], [Math.max(...known.map(box => box[1][0])), Math.max(...known.map(box => box[1][1]))]];
  }
  show(whole);
  svg.dataset.drawn = "yes";
}, () => say("The borders could not be loaded", true));
