// The page that says whose phone this is: the question about positions, and the bar.
import "./bar.mjs";
import "./location.mjs";
import "./offer.mjs";
