import { attendHead } from "./attendHead";
import { attendHeadGrad } from "./attendHeadGrad";
import { attention, attentionGrad } from "./attention";

/** Attention of one head and of all, both ways. */
export const attentionFunctions = [attendHead, attendHeadGrad, attention, attentionGrad];
