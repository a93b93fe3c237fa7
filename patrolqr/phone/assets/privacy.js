// Text that looks like personal details is asked about on the phone, before it is sent anywhere.
"use strict";
const Privacy = (() => {
  const STREETS = "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Court|Way|Place|Crescent|Gardens|Terrace|Grove";
  const DATE = "\\d{1,2}[./-]\\d{1,2}[./-](?:19|20)?\\d\\d";
  const KINDS = [
    ["a number plate", /\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} ?[A-Z]{3}\b/i],
    ["a phone number", /(?:\+44|\b0)(?:[ -]?\d){9,10}\b/],
    ["a date of birth", new RegExp(`\\b(?:dob|born|d\\.o\\.b\\.?)\\b[^.]{0,20}${DATE}|[A-Z][a-z]+ [A-Z][a-z]+[ ,(]{1,3}${DATE}`)],
    ["an address", new RegExp(`\\b\\d{1,4}[a-z]? (?:[A-Z][\\w']+ ){1,3}(?:${STREETS})\\b|\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b`)],
  ];

  // What the text looks like, as a sentence; nothing where it looks like none of these.
  function finding(text) {
    for (const [kind, pattern] of KINDS) {
      const match = text.match(pattern);
      if (match) return `“${match[0].trim()}” looks like ${kind}.`;
    }
    return "";
  }

  return { finding };
})();
