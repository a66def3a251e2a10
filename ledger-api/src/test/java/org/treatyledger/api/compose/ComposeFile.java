package org.treatyledger.api.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, read to start what it names without containers: each host and port becomes one of here. */
final class ComposeFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):([-?])([^}]*)}");

    private final Map<?, ?> services;
    private final Map<String, String> variables;
    private final Map<String, Integer> ports;

    /**
     * @param variables what the shell that starts it gives
     * @param ports where each {@code host:port} of the file is here
     */
    ComposeFile(Path file, Map<String, String> variables, Map<String, Integer> ports) throws IOException {
        Map<String, Object> all = new Yaml().load(Files.readString(file));
        this.services = map(all.get("services"));
        this.variables = Map.copyOf(variables);
        this.ports = Map.copyOf(ports);
    }

    /** What the service is given, with variables and addresses filled in. */
    Map<String, String> environment(String service) {
        var environment = new TreeMap<String, String>();
        map(part(service, "environment"))
                .forEach((name, value) -> environment.put(String.valueOf(name), here(filledIn(String.valueOf(value)))));
        return environment;
    }

    /** The command of the service. */
    List<String> command(String service) {
        return texts(part(service, "command"));
    }

    /** The script of its health check, which asks the port that the service has here. */
    String healthScript(String service, int inside) {
        var test = texts(map(part(service, "healthcheck")).get("test"));
        return test.getLast().replace("127.0.0.1/" + inside, "127.0.0.1/" + port(service + ":" + inside));
    }

    /** Every address of the file in a text, as it is here. */
    String here(String text) {
        var here = text;
        for (var one : ports.entrySet()) {
            here = here.replaceAll("(?<![\\w-])" + Pattern.quote(one.getKey()) + "\\b", "127.0.0.1:" + one.getValue());
        }
        return here;
    }

    /** Where an address of the file is here. */
    int port(String address) {
        return Optional.ofNullable(ports.get(address)).orElseThrow();
    }

    private Object part(String service, String name) {
        return Optional.<Object>ofNullable(map(services.get(service)).get(name))
                .orElseThrow(() -> new AssertionError("No " + name + " of " + service));
    }

    private static Map<?, ?> map(@Nullable Object part) {
        return part instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    private String filledIn(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            var value = variables.get(found.group(1));
            if (value == null && found.group(2).equals("?")) {
                throw new AssertionError(found.group(1) + ": " + found.group(3));
            }
            return Matcher.quoteReplacement(value == null ? found.group(3) : value);
        });
    }
}
