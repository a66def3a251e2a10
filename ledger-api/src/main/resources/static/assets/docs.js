"use strict";
// Shows the description of the interface; what it says of itself stands in /api/v1/openapi.json.
window.addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.toggle("dark-mode", matchMedia("(prefers-color-scheme: dark)").matches);
  SwaggerUIBundle({
    url: "/api/v1/openapi.json",
    dom_id: "#interface",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    validatorUrl: null,
  });
});
