package org.treatyledger.api.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The description of the interface, to be read and tried out: {@code static/api/v1/openapi.json}, by Swagger UI. */
@Controller
final class DocsController {

    @GetMapping("/api/docs")
    String docs() {
        return "docs";
    }
}
