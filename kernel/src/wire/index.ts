export { startWire } from "./start-wire";
export type { Interrupt, Parent, Request, RequestOf, Wire } from "./protocol";
