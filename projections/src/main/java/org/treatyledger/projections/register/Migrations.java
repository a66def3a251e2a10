package org.treatyledger.projections.register;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of a schema, brought to what this release wants: each schema has migrations and a history of its own. */
public final class Migrations {

    private Migrations() {}

    /**
     * Makes or brings on the schema of that name.
     *
     * @param schema also the folder of its migrations: {@code db/<schema>}
     */
    public static void run(DataSource database, String schema) {
        Flyway.configure()
                .dataSource(database)
                .schemas(schema)
                .table("schema_history")
                .locations("classpath:db/" + schema)
                .load()
                .migrate();
    }
}
