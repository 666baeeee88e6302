/* Asks to print once the page stands; the button asks again. */

document.getElementById("again").addEventListener("click", () => print());
addEventListener("load", () => print());
