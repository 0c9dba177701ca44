"use strict";

/*
 * What the scripts of the site share. Every page loads it before them. They are classic scripts, as browsers load no
 * modules over file://; so each file has one global constant, or none, and `kb` is that of this one.
 */
const kb = (() => {
  const { root = ".", locale = "es", newFile = "" } = document.currentScript?.dataset ?? {};
  // As the package writes dates and numbers (knowledge_base/locale.py).
  const region = locale === "es" ? "es-MX" : "en-US";
  const dates = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" });

  /**
   * Put values into a sentence, at the names in braces.
   * @param {string} text
   * @param {Record<string, string | number>} values
   */
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /**
   * Make an element.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} name
   * @param {Partial<HTMLElementTagNameMap[T]>} properties
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  const element = (name, properties, ...children) => {
    const made = document.createElement(name);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  };

  /**
   * Make a button.
   * @param {string} textContent
   * @param {() => void} press
   */
  const button = (textContent, press, className = "") => {
    const made = element("button", { type: "button", textContent, className });
    made.addEventListener("click", press);
    return made;
  };

  /**
   * Return the first element that a selector finds. Scripts and templates are made for each other: it must be there.
   * @template {Element} T
   * @param {ParentNode} within
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  const find = (within, selector, type) => {
    const found = within.querySelector(selector);
    if (!(found instanceof type)) throw new TypeError(`no ${type.name} is called ${selector}`);
    return found;
  };

  /**
   * Return the sentences that a template hands to its script.
   * @param {HTMLElement} place
   * @returns {Readonly<Record<string, string>>}
   */
  const words = (place) => Object.fromEntries(Object.entries(place.dataset).map(([name, text]) => [name, text ?? ""]));

  return Object.freeze({
    /** The root of the site. */
    root: new URL(root, location.href),
    /** The language of the page. */
    locale,
    /** The language and country by which numbers are written and words sorted (BCP 47). */
    region,
    /** Where the repository's host makes a new file; empty where there is no repository. */
    newFile,
    /** Write a day (ISO 8601) in words. @param {string} day */
    date: (day) => dates.format(new Date(day)),
    button, element, find, say, words,
  });
})();
