export { startWire } from "./start-wire";
export {
  type Binary,
  type Extras,
  type Interrupt,
  type JsonObject,
  type Parent,
  protocolVersion,
  type PublishType,
  type ReplyTypes,
  type Request,
  type RequestChannel,
  type RequestContents,
  type RequestOf,
  type RequestType,
  type StreamName,
  type Wire,
} from "./protocol";
