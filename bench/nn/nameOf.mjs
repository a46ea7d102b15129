// @ts-check

/** What ours is called on a backend. @param {string} backend */
export const nameOf = (backend) => (backend === "native" ? "native tfjs-node 4.22" : "ours");
