package org.treatyledger.api.drill;

/**
 * Places on the way of a command from the request to the topic, at each of which the process may end. They are named by
 * what runs there, so the product knows nothing of them; {@code FailPointTest} holds the names to it (ADR 0027).
 */
enum FailPoint {
    /** Nothing of a request was looked at but its body. */
    REQUEST_READ("org.treatyledger.api.web.Submission", "submit", Edge.ENTER, "", 40),
    /** A command was decided, and nothing of it was sent. */
    COMMAND_DECIDED("org.treatyledger.api.log.PostgresEventLog", "append", Edge.ENTER, "", 40),
    /** A group was formed, and its statement not yet sent. */
    GROUP_FORMED("org.treatyledger.api.log.OptimisticCommit", "write", Edge.ENTER, "", 20),
    /** A statement was sent and not answered; its commit is another one. */
    LOCKED_WRITE_SENT(Names.DRIVER, Names.SENT, Edge.ENTER, "org.treatyledger.api.log.LockedCommit.write", 1),
    /** That statement was answered, and the commit was not sent. */
    LOCKED_WRITE_ANSWERED("org.treatyledger.api.log.LockedCommit", "write", Edge.EXIT, "", 1),
    /** A commit was sent and not answered: the log's under the lock, or a projection's. */
    COMMIT_SENT(Names.DRIVER, Names.SENT, Edge.ENTER, "org.postgresql.jdbc.PgConnection.commit", 20),
    /** The statement that commits by itself was sent and not answered. */
    COMMITTING_WRITE_SENT(Names.DRIVER, Names.SENT, Edge.ENTER, "org.treatyledger.api.log.OptimisticCommit.write", 20),
    /** The database has answered to a group, and none of its callers was told. */
    GROUP_ANSWERED("org.treatyledger.api.log.Committer", "answer", Edge.ENTER, "", 20),
    /** A projection wrote its rows and its position, and did not commit them. */
    PROJECTION_WRITTEN("org.treatyledger.projections.register.AppliedRows", "apply", Edge.EXIT, "", 20),
    /** A projection was committed, and nobody who listens was told. */
    PROJECTION_COMMITTED("org.treatyledger.projections.live.LiveUpdates", "changed", Edge.ENTER, "", 20),
    /** The broker has answered to records, and the relay does not know it. */
    BROKER_ANSWERED("org.apache.kafka.clients.producer.internals.Sender", "handleProduceResponse", Edge.ENTER, "", 10),
    /** The relay knows it, and has not moved on. */
    RELAYED("org.treatyledger.api.relay.LogTopic", "append", Edge.EXIT, "", 10);

    /** Before the first line of a method, or after its last where it returns. */
    enum Edge {
        ENTER,
        EXIT
    }

    private static final class Names {
        static final String DRIVER = "org.postgresql.core.v3.QueryExecutorImpl";

        /** The driver flushes what it sends, and then calls this to wait for the answer. */
        static final String SENT = "processResults";
    }

    private final String type;
    private final String method;
    private final Edge edge;
    private final String within;
    private final int most;

    FailPoint(String type, String method, Edge edge, String within, int most) {
        this.type = type;
        this.method = method;
        this.edge = edge;
        this.within = within;
        this.most = most;
    }

    /** The class that the place is in. */
    String type() {
        return type;
    }

    /** Its method, in all its forms. */
    String method() {
        return method;
    }

    Edge edge() {
        return edge;
    }

    /** The method that has to be among the callers, as {@code class.method}; empty where any may call. */
    String within() {
        return within;
    }

    /** The highest number of times that a drill passes here before it halts. */
    int most() {
        return most;
    }
}
