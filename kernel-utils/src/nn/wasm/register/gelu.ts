import { eachNumber } from "../eachPart";
import { numberByNumber } from "./arithmetic";
import { registerWasm } from "./registerWasm";

/** Kernel Gelu: x [...] -> [...], and the slopes there, [...]; and GeluGrad, of dy and the slopes. */
export function registerGelu(): void {
  registerWasm("Gelu", (engine, { x }) => {
    const outputs = [engine.output(x!.shape), engine.output(x!.shape)];
    const places = [x!, ...outputs].map((each) => engine.place(each));
    eachNumber(engine, "gelu", { places, size: engine.numBytes(x!) / 4 });
    return outputs;
  });
  registerWasm("GeluGrad", (engine, { dy, slope }) => {
    return numberByNumber(engine, "multiply", dy!, slope!);
  });
}
