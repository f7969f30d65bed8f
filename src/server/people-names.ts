import { z } from "zod";

const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;

/** A name that people see and choose: normalised, without characters that hide or turn text around. */
export const visibleName = z
  .string()
  .transform((name) => name.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(200)
      .refine((name) => !hidden.test(name), "must hold no control, zero-width or direction characters"),
  );

/** The name under which a person's votes are kept. */
export const personName = visibleName.pipe(z.string().max(60));
