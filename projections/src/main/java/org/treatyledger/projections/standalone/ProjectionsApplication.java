package org.treatyledger.projections.standalone;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Answers the questions of the contract's fifth section from a database of its own; it takes no commands. */
@SpringBootApplication(
        scanBasePackages = {
            "org.treatyledger.projections.live",
            "org.treatyledger.projections.register",
            "org.treatyledger.projections.standalone",
            "org.treatyledger.projections.web"
        })
@ConfigurationPropertiesScan
public class ProjectionsApplication {

    /** Starts the projections; their settings come from the environment (docs/operations.md). */
    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** The application with its own settings file, whatever else is on the class path. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(ProjectionsApplication.class)
                .properties(Map.of("spring.config.name", "projections"));
    }
}
