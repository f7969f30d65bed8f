import { describe, expect, test } from "vitest";
import { isCard } from "../../../../src/clean/edit/pii/card.ts";
import {
  luhn,
  mod11And2,
  mod11And10,
  remainder,
  verhoeff,
} from "../../../../src/clean/edit/pii/check-digits.ts";
import { isIban } from "../../../../src/clean/edit/pii/iban.ts";
import { groupsOf, isGlobal4, isGlobal6 } from "../../../../src/clean/edit/pii/ip.ts";

/** Each check finds every change of one digit, and most find every two neighbours that change places. */
const cases: readonly (readonly [string, (digits: string) => boolean, string])[] = [
  ["Luhn", luhn, "79927398713"],
  ["Verhoeff", verhoeff, "2363"],
  ["Verhoeff", verhoeff, "123451"],
  ["MOD 11,10", mod11And10, "86095742719"],
  ["MOD 11,10", mod11And10, "47036892816"],
  ["MOD 11-2", mod11And2, "11010519491231002X"],
  ["MOD 97-10", (digits) => remainder(digits, 97) === 1, "3214282912345698765432161182"],
];

describe("check digits", () => {
  test.each(cases)(
    "%s takes the published %s%s and refuses every change of one digit",
    (_, check, digits) => {
      expect(check(digits)).toBe(true);
      for (let i = 0; i < digits.length; i++)
        for (const other of "0123456789")
          if (other !== digits[i])
            expect(check(digits.slice(0, i) + other + digits.slice(i + 1))).toBe(false);
    },
  );

  test("Verhoeff refuses neighbours that change places", () => {
    const digits = "123451";
    for (let i = 0; i < 5; i++) {
      if (digits[i] === digits[i + 1]) continue;
      expect(verhoeff(digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2))).toBe(false);
    }
  });

  test("cards need an issuer and its length besides Luhn", () => {
    expect(["4111111111111111", "378282246310005", "6011111111111117"].every(isCard)).toBe(true);
    expect(isCard("1234567812345670")).toBe(false);
    expect(isCard("37828224631000")).toBe(false);
    expect(isCard("0000000000000000")).toBe(false);
  });

  test("an IBAN needs the length of its country", () => {
    expect(isIban("GB82WEST12345698765432")).toBe(true);
    expect(isIban("GB82WEST123456987654320")).toBe(false);
  });
});

describe("addresses", () => {
  test("are global as the registries of IANA have it", () => {
    expect(["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.3.1", "223.255.255.255"].every(isGlobal4)).toBe(
      true,
    );
    const local = [
      "10.1.2.3",
      "172.31.0.1",
      "100.64.0.1",
      "192.168.1.1",
      "127.0.0.1",
      "169.254.1.1",
      "198.19.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "0.0.0.0",
    ];
    expect(local.filter(isGlobal4)).toEqual([]);
    const six = (address: string) => isGlobal6(groupsOf(address) as number[]);
    expect(["2001:4860:4860::8888", "2a00::1"].every(six)).toBe(true);
    expect(["::1", "fe80::1", "fc00::1", "2001:db8::1", "ff02::1"].filter(six)).toEqual([]);
  });

  test.each([
    ["::", 0],
    ["1::8", 8],
    ["::ffff:192.0.2.1", 0x201],
  ])("%s has eight groups", (address, last) => {
    expect(groupsOf(address)?.length).toBe(8);
    expect(groupsOf(address)?.[7]).toBe(last);
  });

  test.each(["1:2:3:4:5:6:7", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", "::256.1.1.1", ":1"])(
    "%s is none",
    (address) => {
      expect(groupsOf(address)).toBeUndefined();
    },
  );
});
