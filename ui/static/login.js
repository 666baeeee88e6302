/* The login page follows the scheme that was chosen on the page itself. */

const kept = localStorage.getItem("hj-theme");
if (kept) document.documentElement.dataset.scheme = kept;
