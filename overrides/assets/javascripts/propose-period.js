"use strict";

/*
 * The control for a period: since when, and until when or that it goes on. One date alone would be no period.
 */

/**
 * @param {Record<string, string>} words
 * @param {() => string} nextId
 * @param {(field: ProposalField) => ProposalControl} radios
 * @param {(value: string) => string} meant
 * @returns {ProposalControl}
 */
const proposalPeriod = (words, nextId, radios, meant) => {
  const { element } = kb;
  /** @type {(label: string) => { input: HTMLInputElement, node: HTMLElement }} */
  const line = (label) => {
    const input = element("input", { type: "text", autocomplete: "off", id: nextId() });
    input.addEventListener("blur", () => {
      const found = meant(input.value) || input.value;
      if (input === since.input && /^(\d{4}[^/]*|\.\.)\/(\.\.|\d{4}[^/]*)?$/.test(found)) set(found);
      else input.value = found;
    });
    return { input, node: element("div", {}, element("label", { htmlFor: input.id, textContent: label }), input) };
  };
  const [since, until] = [line(words.since), line(words.until)];
  const how = radios({ name: "how", type: "choice", required: true, choices: [["..", words.goes_on], ["/", words.ended], ["=", words.one_date], ["-", words.not_known]] });
  const show = () => { until.node.hidden = how.get() !== "/"; };
  how.node.addEventListener("change", show);
  show();
  /** @param {string} value */
  const set = (value) => {
    const [from, to] = value.split("/");
    since.input.value = /^(\.\.|\?)$/.test(from) ? "" : from;
    const isDate = Boolean(to) && !/^(\.\.|\?)$/.test(to);
    how.set(to === undefined ? (from ? "=" : "") : isDate ? "/" : { "..": "..", "": "-" }[to] ?? "");
    until.input.value = isDate ? to : "";
    show();
  };
  return {
    node: element("div", {}, since.node, how.node, until.node),
    target: since.input,
    get: () => {
      const [to, end] = [until.input.value.trim().replaceAll("/", "-"), how.get()];
      // A stroke divides the ends of a period, and is none of a date that was written otherwise.
      const from = since.input.value.trim().replaceAll("/", "-") || (!end || end === "-" || (end === "/" && to) ? "" : "?");
      if (!from && end !== "/") return "";
      if (end === "..") return `${from}/..`;
      if (end === "=") return from;
      return end === "/" ? `${from}/${to}` : `${from}/${end ? "" : "?"}`;
    },
    set,
  };
};
