package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.MerkleTree;

/** The log's rows as they are in the database, read past {@link PostgresEventLog}. */
final class LogRows {

    record Row(long position, String stream, long sequence, ByteBuffer entry, Hash leaf) {}

    private final JdbcClient client;

    LogRows(DataSource database) {
        this.client = JdbcClient.create(database);
    }

    List<Row> all() {
        return client.sql("select position, stream, sequence, entry, leaf_hash from ledger.entry order by position")
                .query((row, _) -> new Row(
                        row.getLong("position"),
                        row.getString("stream"),
                        row.getLong("sequence"),
                        ByteBuffer.wrap(row.getBytes("entry")),
                        Hash.of(row.getBytes("leaf_hash"))))
                .list();
    }

    Hash storedRoot() {
        return Hash.of(
                client.sql("select root from ledger.head").query(byte[].class).single());
    }

    /** Positions and sequences from 0 without gaps, leaf hashes as we compute them, root as the naive tree has it. */
    void assertSound(LogHead head, String as) {
        var rows = all();
        var next = new HashMap<String, Long>();
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            assertThat(row.position()).as(as).isEqualTo(i);
            assertThat(row.sequence()).as(as).isEqualTo(next.merge(row.stream(), 1L, Long::sum) - 1);
            assertThat(row.leaf()).as(as).isEqualTo(Hash.ofLeaf(row.entry().array()));
        }
        var root = MerkleTree.root(rows.stream().map(Row::leaf).toList());
        assertThat(head.size()).as(as).isEqualTo(rows.size());
        assertThat(head.root()).as(as).isEqualTo(root);
        assertThat(storedRoot()).as(as).isEqualTo(root);
    }
}
