// The one script. collectstatic joins the modules; without it the browser follows the imports.
import "../django_htmx/htmx-2.min.js";
import "./copy-link.js";
import "./error-summary.js";
import "./print-part.js";
import "./relative-time.js";
import "./reply-form.js";
import "./table-of-contents.js";
import "./video.js";
