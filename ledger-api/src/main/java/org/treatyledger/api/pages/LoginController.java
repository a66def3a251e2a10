package org.treatyledger.api.pages;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page on which the depositary's staff sign in. */
@Controller
final class LoginController {

    @GetMapping("/login")
    String login() {
        return "login";
    }
}
