// In place of an optional package that a run of tests is without.
module.exports = undefined;
