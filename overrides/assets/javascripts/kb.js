"use strict";

/*
 * Shared helpers; every page loads this file before the other scripts. All are classic scripts, because browsers don't
 * load modules over file://. Each file defines at most one global constant; here it is `kb`.
 */
const kb = (() => {
  const { root = ".", locale = "es", newFile = "", editors = "", contact = "" } = document.currentScript?.dataset ?? {};
  // The same formats of dates and numbers as in knowledge_base/locale.py.
  const region = locale === "es" ? "es-MX" : "en-GB";
  const dates = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" });

  /**
   * Fill the placeholders of a message: names in braces.
   * @param {string} text
   * @param {Record<string, string | number>} values
   */
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /**
   * Create an element.
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
   * Create a button.
   * @param {string} textContent
   * @param {() => void} press
   */
  const button = (textContent, press, className = "") => {
    const made = element("button", { type: "button", textContent, className });
    made.addEventListener("click", press);
    return made;
  };

  /**
   * Return the first element that matches a selector. Throws if there is none: template and script don't match.
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
   * Return the messages that a template passes to its script as data attributes.
   * @param {HTMLElement} place
   * @returns {Readonly<Record<string, string>>}
   */
  const words = (place) => Object.fromEntries(Object.entries(place.dataset).map(([name, text]) => [name, text ?? ""]));

  return Object.freeze({
    /** The root of the site. */
    root: new URL(root, location.href),
    /** The language of the page. */
    locale,
    /** The locale for number formats and collation (BCP 47). */
    region,
    /** The URL of the repository host's form for a new file, with placeholders; empty without a repository. */
    newFile,
    /** The e-mail address of the editors and the contact page of the publisher; empty if there are none. */
    editors, contact,
    /** Format a date (ISO 8601) in words. @param {string} day */
    date: (day) => dates.format(new Date(day)),
    button, element, find, say, words,
  });
})();
