/** Runs once behind all tests. */
module.exports = () => globalThis.removeTemplates();
