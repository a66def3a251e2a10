package org.treatyledger.projections.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.projections.ProjectionCheckpoint;

/**
 * The rows that are being built beside those that are read, in tables of their own that the same migrations make. Their
 * schema is there for as long as a rebuild is under way, and so says after a crash that one was.
 */
final class NextGeneration {

    private static final String SCHEMA = "readmodel_next";
    private static final String MIGRATIONS = "classpath:db/readmodel/*.sql";

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
        if (exists()) {
            var version = jdbc.queryForObject("select max(version) from readmodel_next.checkpoint", Integer.class);
            if (version != null && version == AppliedRows.VERSION) {
                return;
            }
            drop();
        }
        jdbc.execute("create schema readmodel_next");
        for (var migration : migrations()) {
            jdbc.execute(migration.replace("readmodel.", "readmodel_next."));
        }
        var nothing = rows.checkpoint();
        rows.move(new ProjectionCheckpoint(nothing.projection(), nothing.version(), generation, nothing.frontier()));
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

    /** Both generations as one statement sees them, as far as both go. */
    private static final String DIFFERENT = """
            with shared as (
                 select least(
                        (select max(size) from readmodel.checkpoint),
                        (select max(size) from readmodel_next.checkpoint)) as size),
            live as (
                 select * from readmodel.TABLE where position < (select size from shared)),
            fresh as (
                 select * from readmodel_next.TABLE where position < (select size from shared))
            select count(*)
              from live
              full join fresh using (position)
             where live is distinct from fresh
            """;

    /** How many rows of those that are read are not what the log says, as far as both go. */
    long differences() {
        var different = 0L;
        for (var table : tables()) {
            if (!table.equals("checkpoint")) {
                var found = jdbc.queryForObject(DIFFERENT.replace("TABLE", table), Long.class);
                different += found == null ? 0 : found;
            }
        }
        return different;
    }

    /**
     * Takes the place of the rows that are read, in the caller's transaction. Whoever asks waits behind it, so it gives up
     * soon where somebody reads for long, such as a backup.
     */
    void swap() {
        var tables = tables();
        jdbc.execute("set local lock_timeout = '250ms'");
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
