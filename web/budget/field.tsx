import { useState } from "preact/hooks";
import type { CostField } from "../../src/server/resources/cost/wire.ts";
import { written } from "./amounts.ts";
import { positionOf, positions, valueAt } from "./slider.ts";

/** What a field shows, and what it changes. */
export interface FieldProps {
  readonly field: CostField;
  /** As it was typed; empty where the default holds. */
  readonly text: string;
  /** As the server understood it. */
  readonly value: string | number | boolean | undefined;
  /** What holds where the field is empty, and how that is said. */
  readonly otherwise: { readonly value: number; readonly text: string } | undefined;
  readonly problem: string | undefined;
  readonly suggestions: readonly { readonly value: string; readonly why: string }[];
  readonly set: (text: string) => void;
}

/** One input: a field to type in with its slider, a choice, or a switch. */
export function Field(props: FieldProps) {
  const { field, text, set, value } = props;
  if (field.form === "switch") {
    const isOn = (text || String(field.default)) === "true";
    return (
      <label class="budget-switch small">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => set(String(event.currentTarget.checked))}
        />
        <span>
          {field.label} <span class="quiet">{field.hint}</span>
        </span>
      </label>
    );
  }
  if (field.form === "choice") return <Choice {...props} />;
  return <Quantity key={field.name} {...props} value={typeof value === "number" ? value : undefined} />;
}

function Choice({ field, text, problem, set }: FieldProps) {
  const isOwn = field.default === undefined;
  return (
    <div class="budget-field">
      <label for={`budget-${field.name}`}>
        {field.label} <span class="quiet">{field.hint}</span>
      </label>
      <select
        id={`budget-${field.name}`}
        class="field"
        value={text || String(field.default ?? "")}
        onChange={(event) => set(event.currentTarget.value)}
      >
        {isOwn && <option value="">one with a price of its own</option>}
        {field.choices?.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Problem name={field.name} message={problem} />
    </div>
  );
}

function Quantity({
  field,
  text,
  value,
  otherwise,
  problem,
  suggestions,
  set,
}: Omit<FieldProps, "value"> & { readonly value: number | undefined }) {
  const [held, setHeld] = useState<number>();
  const { name, slider } = field;
  const fallback = field.default === undefined ? undefined : Number(field.default);
  const shown = value ?? fallback ?? otherwise?.value;
  const position = held ?? (slider && shown !== undefined ? positionOf(shown, slider) : positions / 2);
  const slide = (next: number) => {
    if (slider === undefined) return;
    setHeld(next);
    set(field.form === "amount" ? written(valueAt(next, slider)) : String(valueAt(next, slider)));
  };
  return (
    <div class="budget-field">
      <label for={`budget-${name}`}>
        {field.label} <span class="quiet">{field.hint}</span>
      </label>
      <input
        id={`budget-${name}`}
        class="field number"
        type="text"
        inputMode={field.form === "amount" ? "text" : "decimal"}
        autoComplete="off"
        spellcheck={false}
        maxLength={60}
        value={text}
        placeholder={field.isOptional ? String(field.default ?? otherwise?.text ?? "") : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `budget-${name}-problem`}
        onInput={(event) => {
          setHeld(undefined);
          set(event.currentTarget.value);
        }}
      />
      {slider !== undefined && (
        <input
          type="range"
          class={shown === undefined && held === undefined ? "unset" : undefined}
          aria-label={`${field.label}, slider`}
          aria-valuetext={text || String(field.default ?? "not set")}
          min={0}
          max={positions}
          value={position}
          onInput={(event) => slide(Number(event.currentTarget.value))}
        />
      )}
      <Problem name={name} message={problem} />
      {suggestions
        .filter((one) => one.value !== text)
        .map((one) => (
          <button key={one.why} type="button" class="budget-suggestion tiny" onClick={() => set(one.value)}>
            {one.value} <span class="quiet">{one.why}</span>
          </button>
        ))}
    </div>
  );
}

function Problem({ name, message }: { readonly name: string; readonly message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p class="budget-problem tiny drop" id={`budget-${name}-problem`} role="alert">
      {message}
    </p>
  );
}
