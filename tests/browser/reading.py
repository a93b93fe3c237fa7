"""What of a page could not be read: words cut off by an edge, words too pale for the paper they print on."""

from playwright.sync_api import Page

CUT = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const style = (each) => getComputedStyle(each);
    const isCut = (right, each) => {
        if (!each || each === main || style(each).textOverflow === "ellipsis") return false;
        const box = each.getBoundingClientRect();
        const hides = ["hidden", "clip"].includes(style(each).overflowX) && box.width > 2;
        return (hides && right > box.right + 1) || isCut(right, each.parentElement);
    };
    const found = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        const aside = text.parentElement.closest("style, script, details:not([open])");
        if (!text.textContent.trim() || aside) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        if (isCut(range.getBoundingClientRect().right, text.parentElement)) {
            found.push(text.textContent.trim().slice(0, 80));
        }
    }
    return found;
}"""

PALE = """(least) => {
    const shade = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const contrast = (colour) => {
        const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
        const [r, g, b] = [red, green, blue].map(
            (each) => shade((each * alpha + 255 * (1 - alpha)) / 255));
        return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
    };
    const says = (each) => [...each.childNodes].some(
        (own) => own.nodeType === 3 && own.textContent.trim());
    const ink = (each) => getComputedStyle(each)[each.closest("svg") ? "fill" : "color"];
    return [...document.querySelectorAll("[data-testid=stApp] *:not(style)")]
        .filter((each) => says(each) && each.checkVisibility({visibilityProperty: true}))
        .filter((each) => /^rgb/.test(ink(each)) && contrast(ink(each)) < least)
        .map((each) => `${each.textContent.trim().slice(0, 60)} ${ink(each)}`);
}"""

LEAST_CONTRAST = 4.5
"""What text must have (WCAG 1.4.3)."""


def cut(page: Page) -> list[str]:
    """Return words that an edge cuts off, without the dots that would say so."""
    found: list[str] = page.evaluate(CUT)
    return found


def pale(page: Page) -> list[str]:
    """Return words that can hardly be read on white paper, each with its colour."""
    found: list[str] = page.evaluate(PALE, LEAST_CONTRAST)
    return found
