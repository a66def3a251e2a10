package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. It refuses to run as root; a ledger that was started by root steps down for it.
 *
 * @param prefix put before each of PostgreSQL's commands
 * @param uid owner of the data folder, or -1 for "whoever runs the ledger"
 * @param gid its group, or -1
 */
record ServerUser(List<String> prefix, long uid, long gid) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration CHOWN_LIMIT = Duration.ofMinutes(5);
    private static final long SAME = -1;

    ServerUser {
        prefix = List.copyOf(prefix);
    }

    /**
     * The user to run PostgreSQL as on this machine.
     *
     * <p>For root, a user namespace that maps nobody: files stay root's, and root's powers are gone. Where containers
     * forbid that, the system's user {@code postgres} or {@code nobody}, to whom the data folder is then given.
     */
    static ServerUser choose(DatabaseFolder database) throws IOException {
        if (!isRoot()) {
            return new ServerUser(List.of(), SAME, SAME);
        }
        if (Command.run(LIMIT, List.of("unshare", "-U", "true")).succeeded()) {
            return new ServerUser(List.of("unshare", "-U"), 0, 0);
        }
        for (var name : List.of("postgres", "nobody")) {
            var user = steppingDownTo(number("id", "-u", name), number("id", "-g", name));
            if (user.uid > 0
                    && Command.run(LIMIT, user.command(List.of("true"))).succeeded()) {
                user.openTheWayTo(database);
                return user;
            }
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and here root can neither make a user namespace"
                        + " (unshare -U) nor step down (setpriv): start the ledger as another user, or set"
                        + " LEDGER_DATABASE_URL to a PostgreSQL server.");
    }

    /**
     * Makes a folder that another user's ledger made root's own, if root runs this one; root's powers end in
     * PostgreSQL.
     */
    static void reclaim(DatabaseFolder database) throws IOException {
        if (isRoot()) {
            new ServerUser(List.of(), 0, 0).own(database.root());
        }
    }

    private static boolean isRoot() {
        return number("id", "-u") == 0;
    }

    private static ServerUser steppingDownTo(long uid, long gid) {
        return new ServerUser(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs"), uid, gid);
    }

    private static long number(String... command) {
        var answer = Command.run(LIMIT, List.of(command));
        return answer.succeeded() ? Long.parseLong(answer.output().strip()) : SAME;
    }

    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /**
     * Lets the user pass through the ledger's home to its data, without letting it list or read anything on the way.
     */
    private void openTheWayTo(DatabaseFolder database) throws IOException {
        for (var folder : List.of(database.home(), database.root())) {
            var permissions = Files.getPosixFilePermissions(folder);
            if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(folder, permissions);
            }
        }
        if (!Command.run(LIMIT, command(List.of("test", "-x", database.root().toString())))
                .succeeded()) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL has to run as the user with number " + uid + ", who may not enter " + database.root()
                            + ": set LEDGER_HOME to a folder outside private ones such as /root.");
        }
    }

    /** Makes a file or folder, with all in it, this user's; does nothing if it is already. */
    void own(Path path) throws IOException {
        if (uid == SAME || uid == ((Number) Files.getAttribute(path, "unix:uid")).longValue()) {
            return;
        }
        var chown = Command.run(CHOWN_LIMIT, List.of("chown", "-R", uid + ":" + gid, path.toString()));
        if (!chown.succeeded()) {
            throw new EmbeddedPostgresException("The folder " + path + " cannot be given to the user with number " + uid
                    + ", as whom PostgreSQL has to run: " + chown.output().strip());
        }
    }
}
