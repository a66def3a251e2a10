package org.treatyledger.api.drill;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import org.treatyledger.api.LedgerApplication;

/**
 * The ledger as it is, except that it halts where a file in its home says so: the name of a {@link FailPoint} and how
 * many times it is passed. The file is for one start.
 */
public final class HaltingLedger {

    private static final String FILE = "halt-at";

    private HaltingLedger() {}

    /** The options without which nothing can be woven in. */
    static List<String> options() {
        var agent = ByteBuddyAgent.class.getProtectionDomain().getCodeSource().getLocation();
        return List.of("-javaagent:" + Path.of(URI.create(agent.toString())));
    }

    /** Tells the next start on this home where to halt. */
    static void next(Path home, FailPoint point, int nth) throws IOException {
        Files.writeString(home.resolve(FILE), point + " " + nth);
    }

    /** Starts it. */
    public static void main(String[] arguments) throws IOException {
        var order = Path.of(System.getenv("LEDGER_HOME"), FILE);
        if (Files.exists(order)) {
            var words = Files.readString(order).split(" ", 2);
            Files.delete(order);
            weave(FailPoint.valueOf(words[0]), Integer.parseInt(words[1]));
        }
        LedgerApplication.main(arguments);
    }

    private static void weave(FailPoint point, int nth) {
        Halt.at(point, nth);
        var advice = point.edge() == FailPoint.Edge.ENTER ? Halt.Enter.class : Halt.Exit.class;
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .type(named(point.type()))
                .transform(
                        (builder, _, _, _, _) -> builder.visit(Advice.to(advice).on(named(point.method()))))
                .installOn(ByteBuddyAgent.getInstrumentation());
    }
}
