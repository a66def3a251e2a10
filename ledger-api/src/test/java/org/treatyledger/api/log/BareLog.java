package org.treatyledger.api.log;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;

/**
 * The limit that ours is measured against: group commit by leader and followers that writes the same rows in the same
 * columns and indexes, and does nothing else. No checks, no triggers, no encoding, no decisions, no other node.
 */
final class BareLog {

    private static final String SCHEMA = """
            create schema BARE;
            create table BARE.entry (
                position bigint primary key, stream text collate "C" not null, sequence bigint not null,
                recorded_at timestamptz not null, command_id text collate "C" not null, type text collate "C" not null,
                entry bytea not null, leaf_hash bytea not null, unique (stream, sequence));
            create table BARE.receipt (
                command_id text collate "C" primary key, digest text not null, first_position bigint not null,
                last_position bigint not null, next_sequence bigint not null, answer text not null);
            create table BARE.head (
                the_one boolean primary key, size bigint not null, frontier bytea not null, root bytea not null,
                recorded_at timestamptz) with (fillfactor = 10);
            insert into BARE.head values (true, 0, '', '', null)
            """;

    private static final String WRITE = """
            with head as (
                 update BARE.head set size = ?, frontier = ?, root = ?, recorded_at = ? where size = ? returning size),
            written as (
                 insert into BARE.entry
                 select position, stream, sequence, time, command, 'announcement-noted', entry, leaf
                   from head, unnest(?, ?, ?, ?, ?, ?, ?)
                        as row (position, stream, sequence, time, command, entry, leaf))
            insert into BARE.receipt
            select command, '2a', position, position, sequence + 1, 'answer to ' || command
              from head, unnest(?, ?, ?) as row (position, sequence, command)
            """;

    /** A caller's place in the queue; completed with true where it is to lead. */
    private record Seat(String stream, long sequence, String command, CompletableFuture<Boolean> lead) {}

    private final DataSource database;
    private final String write;
    private final byte[] entry;
    private final boolean evidence;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Seat> queue = new ArrayList<>();
    private boolean led;
    private Frontier frontier = Frontier.EMPTY;
    private long size;
    private boolean crowded;

    /**
     * An empty log in a schema of its own.
     *
     * @param entry the bytes of each entry
     * @param evidence whether leaves are hashed and the tree grows
     */
    BareLog(DataSource database, String schema, byte[] entry, boolean evidence) {
        this.database = database;
        this.entry = entry;
        this.evidence = evidence;
        var jdbc = new JdbcTemplate(database);
        jdbc.execute("drop schema if exists " + schema + " cascade");
        jdbc.execute(SCHEMA.replace("BARE", schema));
        this.write = WRITE.replace("BARE", schema);
    }

    void append(String stream, long sequence, String command) throws SQLException {
        var seat = new Seat(stream, sequence, command, new CompletableFuture<>());
        if (queues(seat) || seat.lead().join()) {
            lead();
        }
    }

    private boolean queues(Seat seat) {
        lock.lock();
        try {
            queue.add(seat);
            var first = !led;
            led = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // as the ledger's committer does it
    private void lead() throws SQLException {
        if (crowded) {
            Thread.yield();
        }
        var group = group();
        crowded = group.size() > 1;
        write(group);
        group.forEach(seat -> seat.lead().complete(false));
        passLead();
    }

    private List<Seat> group() {
        lock.lock();
        try {
            var group = queue;
            queue = new ArrayList<>();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void passLead() {
        lock.lock();
        try {
            if (queue.isEmpty()) {
                led = false;
            } else {
                queue.getFirst().lead().complete(true);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Seat> group) throws SQLException {
        var rows = group.size();
        var positions = new Long[rows];
        var times = new String[rows];
        var leaves = new byte[rows][];
        var entries = new byte[rows][];
        var now = Instant.now();
        for (var i = 0; i < rows; i++) {
            positions[i] = size + i;
            times[i] = now.plusNanos(1_000L * i).toString();
            entries[i] = entry;
            var leaf = evidence ? Hash.ofLeaf(entry) : Hash.ofNothing();
            frontier = evidence ? frontier.with(leaf) : frontier;
            leaves[i] = leaf.bytes();
        }
        var streams = group.stream().map(Seat::stream).toArray(String[]::new);
        var sequences = group.stream().map(Seat::sequence).toArray(Long[]::new);
        var commands = group.stream().map(Seat::command).toArray(String[]::new);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(write)) {
            statement.setLong(1, size + rows);
            statement.setBytes(2, frontier.bytes());
            statement.setBytes(3, frontier.root().bytes());
            statement.setObject(4, now.atOffset(ZoneOffset.UTC));
            statement.setLong(5, size);
            statement.setArray(6, connection.createArrayOf("bigint", positions));
            statement.setArray(7, connection.createArrayOf("text", streams));
            statement.setArray(8, connection.createArrayOf("bigint", sequences));
            statement.setArray(9, connection.createArrayOf("timestamptz", times));
            statement.setArray(10, connection.createArrayOf("text", commands));
            statement.setArray(11, connection.createArrayOf("bytea", entries));
            statement.setArray(12, connection.createArrayOf("bytea", leaves));
            statement.setArray(13, connection.createArrayOf("bigint", positions));
            statement.setArray(14, connection.createArrayOf("bigint", sequences));
            statement.setArray(15, connection.createArrayOf("text", commands));
            if (statement.executeUpdate() != rows) {
                throw new IllegalStateException("Not all was written");
            }
        }
        size += rows;
    }
}
