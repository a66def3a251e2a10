package org.treatyledger.api.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real browser, without a window. */
final class Browser {

    private Browser() {}

    static ChromeDriver start() {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options());
    }

    private static ChromeOptions options() {
        var options = new ChromeOptions();
        options.setBinary(
                program("chromium", "chromium-browser", "google-chrome").toFile());
        return options.addArguments(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1600"));
    }

    private static Path program(String... names) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            for (var name : names) {
                var program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        throw new AssertionError("None of " + List.of(names) + " is on the path; ./dev check says how to get it");
    }
}
