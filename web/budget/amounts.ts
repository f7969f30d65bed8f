import { formatBytes, formatNumber, formatSeconds, formatShare, formatShort } from "../shared/format.ts";

/** A number of an answer in its unit, as a person says it: `$ 253`, `3 min 20 s`, `1.4 T tokens`. */
export function amount(value: number, unit: string, name = ""): string {
  switch (unit) {
    case "USD":
      return dollars(value);
    case "h":
      return value < 2 ? seconds(value * 3600) : `${formatShort(threeDigits(value))} h`;
    case "bytes":
      return bytes(value);
    case "GB":
      return bytes(value * 1e9);
    case "MWh":
      return value < 1 ? scaled(value * 1e6, ["Wh", "kWh"]) : `${formatShort(threeDigits(value))} MWh`;
    case "t CO2e":
      return value < 1
        ? scaled(value * 1e6, ["g CO₂e", "kg CO₂e"])
        : `${formatShort(threeDigits(value))} t CO₂e`;
    case "nats per token":
      return `${value.toFixed(2)} nats per token`;
    case "":
      return name.startsWith("accuracy") ? formatShare(value) : formatShort(threeDigits(value));
    default:
      return `${value >= 1e15 ? formatNumber(value) : formatShort(threeDigits(value))} ${unit}`;
  }
}

/** `$ 0.04` and less than a cent, `$ 253`, `$ 1.2 M`. */
function dollars(value: number): string {
  if (value === 0) return "$\u00a00";
  if (value < 0.01) return "less than $\u00a00.01";
  if (value < 100) return `$\u00a0${value.toFixed(2)}`;
  return `$\u00a0${formatShort(value < 10_000 ? Math.round(value) : threeDigits(value))}`;
}

function bytes(value: number): string {
  return value < 1e12 ? formatBytes(value) : `${formatNumber(value / 1e12)}\u00a0TB`;
}

function seconds(value: number): string {
  return value > 0 && value < 0.1 ? "less than 0.1\u00a0s" : formatSeconds(value);
}

/** Millionths of a unit as what people know them by. */
function scaled(value: number, [small, large]: readonly [string, string]): string {
  if (value > 0 && value < 0.01) return `less than 0.01 ${small}`;
  return value < 1000 ? `${formatNumber(value)} ${small}` : `${formatNumber(value / 1000)} ${large}`;
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

/** A quantity as a person writes it into a field: `1.4T`, `124M`, `5,000`. */
export function written(value: number): string {
  return value >= 1e15 ? String(value) : formatShort(value).replace("\u00a0", "");
}
