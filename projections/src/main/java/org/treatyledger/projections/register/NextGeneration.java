package org.treatyledger.projections.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.projections.ProjectionCheckpoint;

/**
 * The rows that are being built beside those that are read, in tables of their own that the same migrations make. Their
 * schema is there for as long as a rebuild is under way, and so says after a crash that one was.
 */
final class NextGeneration {

    private static final String SCHEMA = "readmodel_next";
    private static final String MIGRATIONS = "classpath:db/readmodel/*.sql";

    /** Positions that one statement compares. */
    private static final long PART = 20_000;

    private final JdbcTemplate jdbc;
    private final AppliedRows rows;

    NextGeneration(JdbcTemplate jdbc, EntryCodec codec) {
        this.jdbc = jdbc;
        this.rows = new AppliedRows(jdbc, codec, SCHEMA);
    }

    /** The rows to add to. */
    AppliedRows rows() {
        return rows;
    }

    /** Whether a rebuild is under way. */
    boolean exists() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select to_regclass('readmodel_next.checkpoint') is not null", Boolean.class));
    }

    /** Makes the empty tables of the generation that follows, unless they are there; those of another version go. */
    void begin(long generation) {
        jdbc.execute("select pg_advisory_xact_lock(hashtext('readmodel_next'))"); // one process at a time
        var migrations = migrations();
        var made = madeBy(migrations);
        if (exists()) {
            if (made.equals(jdbc.queryForObject(MADE_BY, String.class))) {
                return;
            }
            drop();
        }
        jdbc.execute("create schema readmodel_next");
        jdbc.execute("comment on schema readmodel_next is '" + made + "'");
        for (var migration : migrations) {
            jdbc.execute(migration.replace("readmodel.", "readmodel_next."));
        }
        var nothing = rows.checkpoint();
        rows.move(new ProjectionCheckpoint(nothing.projection(), nothing.version(), generation, nothing.frontier()));
    }

    private static final String MADE_BY = """
            select obj_description('readmodel_next'::regnamespace, 'pg_namespace')
            """;

    /** Tells tables apart that other migrations made, or whose rows mean something else. */
    private static String madeBy(List<String> migrations) {
        var all = AppliedRows.VERSION + String.join("", migrations);
        return Hash.ofLeaf(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static List<String> migrations() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(MIGRATIONS))
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .map(NextGeneration::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Resource migration) {
        try {
            return migration.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String TABLES = """
            select tablename
              from pg_catalog.pg_tables
             where schemaname = 'readmodel_next'
             order by tablename
            """;

    private List<String> tables() {
        return jdbc.queryForList(TABLES, String.class);
    }

    /** Both generations as one statement sees them, between two positions. */
    private static final String DIFFERENT = """
            with live as (
                 select * from readmodel.TABLE where position >= ? and position < ?),
            fresh as (
                 select * from readmodel_next.TABLE where position >= ? and position < ?)
            select count(*)
              from live
              full join fresh using (position)
             where live is distinct from fresh
            """;

    private static final String SHARED = """
            select least((select max(size) from readmodel.checkpoint), (select max(size) from readmodel_next.checkpoint))
            """;

    /**
     * How many rows of those that are read are not what the log says, as far as both go; none where it was told to stop.
     * A part at a time, so that no statement takes long.
     */
    OptionalLong differences(BooleanSupplier goesOn) {
        var shared = Objects.requireNonNullElse(jdbc.queryForObject(SHARED, Long.class), 0L);
        var tables =
                tables().stream().filter(table -> !table.equals("checkpoint")).toList();
        var different = 0L;
        for (var from = 0L; from < shared; from += PART) {
            if (!goesOn.getAsBoolean()) {
                return OptionalLong.empty();
            }
            for (var table : tables) {
                different += differences(table, from, Math.min(from + PART, shared));
            }
        }
        return OptionalLong.of(different);
    }

    private long differences(String table, long from, long to) {
        var found = jdbc.queryForObject(DIFFERENT.replace("TABLE", table), Long.class, from, to, from, to);
        return Objects.requireNonNullElse(found, 0L);
    }

    /**
     * Keeps every other process from both checkpoints, before anything else is locked: one that waits for them then holds
     * nothing that {@link #swap} needs. Whoever asks waits behind the swap, so it gives up soon where somebody reads for
     * long, such as a backup.
     */
    void lockOthersOut() {
        jdbc.execute("set local lock_timeout = '250ms'");
        jdbc.execute("lock table readmodel.checkpoint, readmodel_next.checkpoint in access exclusive mode");
    }

    /** Takes the place of the rows that are read, in the caller's transaction. */
    void swap() {
        var tables = tables();
        jdbc.execute(tables.stream().map(it -> "readmodel." + it).collect(Collectors.joining(", ", "drop table ", "")));
        for (var table : tables) {
            jdbc.execute("alter table readmodel_next." + table + " set schema readmodel");
        }
        jdbc.execute("drop schema readmodel_next");
    }

    /** Throws the rows away. */
    void drop() {
        jdbc.execute("drop schema if exists readmodel_next cascade");
    }
}
