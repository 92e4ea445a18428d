/** Which modules are there for Teams alone: our adapter, and what Microsoft's library brings. */

const OWN = /\/adapters\/teams\//;
const PACKAGES =
  /\/node_modules\/(?:botbuilder|botframework|adaptive-?cards|@azure\/|@microsoft\/)[^/]*/;

/** @param {string} url of a module that was loaded */
export const ofTeams = (url) => OWN.test(url) || PACKAGES.test(url);
