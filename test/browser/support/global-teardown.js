/** Ends the server of the browser tests. */
module.exports = () => globalThis.stopDemo?.();
