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
    input.addEventListener("blur", () => { input.value = meant(input.value) || input.value; });
    return { input, node: element("div", {}, element("label", { htmlFor: input.id, textContent: label }), input) };
  };
  const [since, until] = [line(words.since), line(words.until)];
  const how = radios({ name: "how", type: "choice", required: true, choices: [["..", words.goes_on], ["/", words.ended], ["=", words.one_date]] });
  const show = () => { until.node.hidden = how.get() !== "/"; };
  how.node.addEventListener("change", show);
  show();
  return {
    node: element("div", {}, since.node, how.node, until.node),
    target: since.input,
    get: () => {
      const [from, to, end] = [since.input.value.trim(), until.input.value.trim(), how.get()];
      if (!from && !(end === "/" && to)) return "";
      if (end === "..") return `${from}/..`;
      return end === "/" ? `${from}/${to}` : end ? from : `${from}/?`;
    },
    set: (value) => {
      const [from, to] = value.split("/");
      since.input.value = from;
      how.set(to === undefined ? (from ? "=" : "") : to === ".." ? ".." : to === "?" ? "" : "/");
      until.input.value = to && !/^(\.\.|\?)$/.test(to) ? to : "";
      show();
    },
  };
};
