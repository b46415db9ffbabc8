// The focal point: a click on the picture, or its two sliders; the crops beside it follow.

// The same arithmetic as photos.renditions.focal_box: centred on the point, as far as the edges allow.
const offset = (whole, cut, share) => Math.min(Math.max(share * whole - cut / 2, 0), whole - cut);

const position = (whole, cut, share) => (whole - cut < 1 ? 50 : (offset(whole, cut, share) / (whole - cut)) * 100);

const cropTo = (image, x, y) => {
  const ratio = Number(image.dataset.crop);
  const { naturalWidth: width, naturalHeight: height } = image;
  if (!width) return;
  const cutWidth = Math.min(width, height * ratio);
  const cutHeight = Math.min(height, width / ratio);
  image.style.objectPosition = `${position(width, cutWidth, x)}% ${position(height, cutHeight, y)}%`;
};

// With Shift an arrow key moves a slider by ten steps.
const stride = (event) => {
  const steps = { ArrowRight: 10, ArrowUp: 10, ArrowLeft: -10, ArrowDown: -10 }[event.key];
  if (!event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || !steps) return;
  event.preventDefault();
  event.target.stepUp(steps);
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
};

const equip = (box) => {
  if (box.dataset.equipped) return;
  const scope = box.querySelector("[data-focal]") ? box : document;
  const [x, y] = ["x", "y"].map((axis) => scope.querySelector(`[data-focal=${axis}]`));
  const picture = box.querySelector("[data-focal-picture]");
  const image = picture?.querySelector("img");
  const mark = box.querySelector("[data-focal-mark]");
  if (!x || !y || !image) return;
  box.dataset.equipped = "yes";

  const show = () => {
    mark.style.insetInlineStart = `${x.value * 100}%`;
    mark.style.insetBlockStart = `${y.value * 100}%`;
    box.querySelectorAll("[data-crop]").forEach((crop) => cropTo(crop, Number(x.value), Number(y.value)));
  };

  picture.addEventListener("click", (event) => {
    const frame = image.getBoundingClientRect();
    x.value = (event.clientX - frame.left) / frame.width;
    y.value = (event.clientY - frame.top) / frame.height;
    for (const slider of [x, y]) slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const slider of [x, y]) {
    slider.addEventListener("input", show);
    slider.addEventListener("keydown", stride);
  }
  box.querySelectorAll("img").forEach((one) => one.addEventListener("load", show));
  picture.classList.add("focal__picture--live");
  show();
};

const equipAll = () => document.querySelectorAll("[data-focal-point]").forEach(equip);

document.addEventListener("photo-rows", equipAll);
equipAll();
