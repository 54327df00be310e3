// What can be measured of a page's looks.

/** Elements that stick out of the window sideways. */
export function widerThanWindow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".scroll"))
      .map((element) => element.outerHTML.slice(0, 80));
  });
}

/** The text with the least contrast to its ground, by WCAG 2.2's ratio. */
export function palest(page) {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const channels = (colours) => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb) => rgb
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
    const grounds = (element) => {
      const found = [];
      for (let at = element; at; at = at.parentElement) found.unshift(getComputedStyle(at).backgroundColor);
      return ["white", ...found];
    };
    const ratio = (element) => {
      const under = grounds(element);
      const [dark, light] = [
        luminance(channels(under)),
        luminance(channels([...under, getComputedStyle(element).color])),
      ].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.checkVisibility())
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .map((element) => ({ ratio: ratio(element), text: element.textContent.trim().slice(0, 60) }))
      .reduce((least, each) => (each.ratio < least.ratio ? each : least), { ratio: 21, text: "" });
  });
}
