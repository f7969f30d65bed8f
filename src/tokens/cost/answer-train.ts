import { co2Tonnes, energyMwh, gpuHours, trainingBytes, trainingFlop } from "./compute.ts";
import { type Answer, cite, type Estimate } from "./estimate.ts";
import { site } from "./hardware.ts";
import { type Machine, machineOf } from "./machine.ts";
import type { Asked } from "./questions.ts";
import { repeatedLoss, repeatsLaw } from "./repeats.ts";
import { epochLaw, guessingLoss, hoffmannLaw, loss } from "./scaling.ts";

const table15 = "Touvron et al. 2023, table 15";

/** Money, time, energy, emissions, memory and expected loss of training a model. */
export function answerTrain(asked: Asked<"train">): Answer {
  const { parameters, tokens } = asked;
  const machine = machineOf(asked);
  const flop = trainingFlop(parameters, tokens);
  const hours = hoursOf(flop, machine);
  const inputs = { parameters, tokens };
  return [
    money(hours, machine),
    hours,
    {
      name: "compute",
      value: flop,
      unit: "FLOP",
      range: [flop, flop],
      formula: "C = 6 * N * D",
      inputs,
      sources: ["Kaplan et al. 2020, section 2.1"],
    },
    ...power(hours, machine),
    memory(parameters, machine),
    expectedLoss(asked),
    ratio(parameters, tokens),
  ];
}

function hoursOf(
  flop: number,
  { name, peak, utilisation, utilisations: [low, high], ...machine }: Machine,
): Estimate {
  return {
    name: "GPU-hours",
    value: gpuHours(flop, peak, utilisation),
    unit: "h",
    range: [gpuHours(flop, peak, high), gpuHours(flop, peak, low)],
    formula: "C / (peak * utilisation * 3600)",
    inputs: { hardware: name, peak, utilisation },
    sources: [cite(machine)],
  };
}

function money({ value, range: [low, high] }: Estimate, { price, prices, priceSource }: Machine): Estimate {
  return {
    name: "money",
    value: value * price,
    unit: "USD",
    range: [low * prices[0], high * prices[1]],
    formula: "GPU-hours * price",
    inputs: { "GPU-hours": value, price },
    sources: [priceSource],
  };
}

function power({ value, range: [low, high] }: Estimate, { watts }: Machine): Estimate[] {
  const { pue, kgPerKwh, highKgPerKwh } = site;
  const mwh = (hours: number) => energyMwh(hours, watts, pue);
  return [
    {
      name: "energy",
      value: mwh(value),
      unit: "MWh",
      range: [mwh(low), mwh(high)],
      formula: "GPU-hours * watts * PUE / 1e6",
      inputs: { watts, PUE: pue },
      sources: [table15],
    },
    {
      name: "emissions",
      value: co2Tonnes(mwh(value), kgPerKwh),
      unit: "t CO2e",
      range: [co2Tonnes(mwh(low), kgPerKwh), co2Tonnes(mwh(high), highKgPerKwh)],
      formula: "MWh * kg per kWh",
      inputs: { "kg per kWh": kgPerKwh },
      sources: [table15, "Touvron et al. 2023 (Llama 2), implied"],
    },
  ];
}

function memory(parameters: number, { name, gigabytes }: Machine): Estimate {
  const value = trainingBytes(parameters) / 1e9;
  return {
    name: "memory without activations",
    value,
    unit: "GB",
    range: [value, value],
    formula: "16 bytes * N (mixed precision, Adam)",
    inputs: { parameters, hardware: name, "GPUs at least": Math.ceil(value / gigabytes) },
    sources: ["Rajbhandari et al. 2020 (ZeRO), section 3.1"],
  };
}

function expectedLoss({ parameters, tokens, unique }: Asked<"train">): Estimate {
  if (unique !== undefined && unique < tokens) {
    const value = repeatedLoss(parameters, tokens, unique);
    return {
      name: "expected loss",
      value,
      unit: "nats per token",
      range: [value, value],
      formula: "E + A / N'^alpha + B / D'^beta, N' and D' worth less by repeats",
      inputs: { parameters, tokens, unique, epochs: tokens / unique },
      sources: [repeatsLaw.source],
      ...doubt(value),
    };
  }
  const values = [loss(parameters, tokens, epochLaw), loss(parameters, tokens, hoffmannLaw)];
  return {
    name: "expected loss",
    value: values[0],
    unit: "nats per token",
    range: [Math.min(...values), Math.max(...values)],
    formula: "E + A / N^alpha + B / D^beta",
    inputs: { parameters, tokens },
    sources: [epochLaw.source, hoffmannLaw.source],
    ...doubt(values[0]),
  };
}

/** The law was fitted to 70M to 16B parameters on 5B to 500B tokens (Hoffmann et al. 2022, abstract): far below it is nonsense. */
function doubt(value: number): Pick<Estimate, "caveat"> {
  if (value <= guessingLoss) return {};
  return {
    caveat: "Scaling laws say nothing about so small a set: this is more than guessing loses (10.8 nats).",
  };
}

function ratio(parameters: number, tokens: number): Estimate {
  const value = tokens / parameters;
  return {
    name: "tokens per parameter",
    value,
    unit: "",
    range: [value, value],
    formula: "D / N; about 20 spends compute best",
    inputs: { parameters, tokens },
    sources: [epochLaw.source],
  };
}
