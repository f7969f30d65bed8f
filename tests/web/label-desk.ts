import type { Locator, Page } from "playwright-core";

/** The card in front and what is around it, as a person sees them. */
export function desk(page: Page) {
  const card = page.locator(".label-card").first();
  return {
    card,
    /** Id of the document in front, once there is one. */
    document: async () => (await card.getAttribute("data-document")) ?? "",
    saving: page.locator(".label-saving"),
    figures: page.locator(".label-figures"),
    said: page.locator("[aria-live=assertive]"),
    answers: page.locator(".label-answer"),
    /** Presses keys, each when the one before has shown another card. */
    press: async (...keys: string[]) => {
      const seen: string[] = [];
      for (const key of keys) {
        const before = await card.getAttribute("data-document");
        seen.push(before ?? "");
        await page.keyboard.press(key);
        await changed(card, before);
      }
      return seen;
    },
    isSaved: () => page.locator(".label-saving", { hasText: /^saved$/ }).waitFor(),
  };
}

async function changed(card: Locator, before: string | null): Promise<void> {
  const front = "document.querySelector('.label-card')?.getAttribute('data-document')";
  await card.page().waitForFunction(`${front} !== ${JSON.stringify(before)}`);
}
