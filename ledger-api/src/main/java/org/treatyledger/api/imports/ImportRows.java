package org.treatyledger.api.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.vocabulary.Actor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of imports: jobs and what became of each row. */
final class ImportRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TypeReference<LinkedHashMap<String, Object>> ANSWER = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ImportRows(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
    }

    private static final String INSERT_JOB = """
            insert into imports.job (id, key, digest, actor, office, dry_run, state, total, file, created_at)
            values (:id, :key, :digest, :actor, :office, :dryRun, 'queued', :total, :file, :createdAt)
            """;

    /** Queues a job; false where its key is taken. */
    boolean add(ImportJob job, byte[] file) {
        try {
            jdbc.sql(INSERT_JOB)
                    .param("id", job.id())
                    .param("key", job.key())
                    .param("digest", job.digest())
                    .param("actor", job.actor().id())
                    .param("office", job.actor().office())
                    .param("dryRun", job.dryRun())
                    .param("total", job.total())
                    .param("file", file)
                    .param("createdAt", Timestamp.from(job.createdAt()))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private static final String COLUMNS = """
            select id, key, digest, actor, office, dry_run, state, total, failure, created_at, started_at, ended_at
              from imports.job
            """;

    Optional<ImportJob> find(UUID id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(this::job)
                .optional();
    }

    Optional<ImportJob> findByKey(String key) {
        return jdbc.sql(COLUMNS + " where key = :key")
                .param("key", key)
                .query(this::job)
                .optional();
    }

    /** Those that have not ended, in the order in which they were sent. */
    List<ImportJob> unfinished() {
        return jdbc.sql(COLUMNS + " where state in ('queued', 'running') order by sequence")
                .query(this::job)
                .list();
    }

    /** The last ones that were sent, newest first. */
    List<ImportJob> latest(int limit) {
        return jdbc.sql(COLUMNS + " order by sequence desc limit :limit")
                .param("limit", limit)
                .query(this::job)
                .list();
    }

    private ImportJob job(ResultSet row, int number) throws SQLException {
        return new ImportJob(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("digest"),
                new Actor(row.getString("actor"), row.getString("office")),
                row.getBoolean("dry_run"),
                row.getString("state"),
                row.getInt("total"),
                row.getString("failure"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    byte[] file(UUID job) {
        return jdbc.sql("select file from imports.job where id = :id")
                .param("id", job)
                .query(byte[].class)
                .single();
    }

    void start(UUID job, Instant at) {
        jdbc.sql("""
                        update imports.job
                           set state = 'running', started_at = coalesce(started_at, :at)
                         where id = :id
                        """).param("id", job).param("at", Timestamp.from(at)).update();
    }

    /** Ends a job; its file is not needed any more. */
    void end(UUID job, @Nullable String failure, Instant at) {
        jdbc.sql("""
                        update imports.job
                           set state = :state, failure = :failure, ended_at = :at, file = null
                         where id = :id
                        """)
                .param("id", job)
                .param("state", failure == null ? "done" : "failed")
                .param("failure", failure)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static final String INSERT_RESULT = """
            insert into imports.result (job, line, outcome, answer)
            values (?, ?, ?, ?)
                on conflict (job, line) do nothing
            """;

    void keep(UUID job, List<RowResult> results) {
        batches.batchUpdate(INSERT_RESULT, results, Math.max(1, results.size()), (row, result) -> {
            row.setObject(1, job);
            row.setInt(2, result.line());
            row.setString(3, result.outcome());
            row.setString(4, JSON.writeValueAsString(result));
        });
    }

    /** The lines that have a result: those that an interrupted job need not do again. */
    Set<Integer> done(UUID job) {
        return new HashSet<>(jdbc.sql("select line from imports.result where job = :job")
                .param("job", job)
                .query(Integer.class)
                .list());
    }

    /** How many rows had each outcome. */
    Map<String, Integer> outcomes(UUID job) {
        var outcomes = new LinkedHashMap<String, Integer>();
        jdbc.sql(
                        "select outcome, count(*) as rows from imports.result where job = :job group by outcome order by outcome")
                .param("job", job)
                .query(row -> {
                    outcomes.put(row.getString("outcome"), row.getInt("rows"));
                });
        return outcomes;
    }

    /** The results in the order of the file, from a line on. */
    List<Map<String, Object>> results(UUID job, int fromLine, int limit, @Nullable String outcome) {
        return jdbc.sql("""
                        select answer
                          from imports.result
                         where job = :job
                           and line >= :from
                           and (cast(:outcome as text) is null or outcome = :outcome)
                         order by line
                         limit :limit
                        """)
                .param("job", job)
                .param("from", fromLine)
                .param("outcome", outcome)
                .param("limit", limit)
                .query((ResultSet row, int number) ->
                        (Map<String, Object>) JSON.readValue(row.getString("answer"), ANSWER))
                .list();
    }
}
