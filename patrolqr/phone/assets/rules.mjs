// The server's numbers and lists, as data: no limit is written down in JavaScript.
export const rules = self.RULES ?? JSON.parse(document.getElementById("rules").textContent);
export const privacy = self.PRIVACY;
