package org.treatyledger.api.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that tells which statements were executed, and breaks the connection at one of them where it is told to. */
final class SpiedDatabase extends DelegatingDataSource {

    /** When the connection breaks: before the database hears of the statement, or before we hear of its answer. */
    enum Break {
        BEFORE,
        AFTER
    }

    private final List<String> executed = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<@Nullable Break> next = new AtomicReference<>();

    SpiedDatabase(DataSource database) {
        super(database);
    }

    /** The statements since this was asked last. */
    List<String> executed() {
        var all = List.copyOf(executed);
        executed.clear();
        return all;
    }

    /** The next statement does not come back. */
    void breakNext(Break when) {
        next.set(when);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return spied(Connection.class, connection, (method, arguments, result) -> {
            if (!method.equals("prepareStatement")) {
                return result.get();
            }
            var sql = (String) arguments[0];
            return spied(PreparedStatement.class, (PreparedStatement) result.get(), (called, values, answer) -> {
                if (!called.startsWith("execute")) {
                    return answer.get();
                }
                executed.add(sql);
                return executed(answer, next.getAndSet(null));
            });
        });
    }

    private static Object executed(Answer answer, @Nullable Break when) throws Throwable {
        if (when == Break.BEFORE) {
            throw broken();
        }
        var result = answer.get();
        if (when == Break.AFTER) {
            throw broken();
        }
        return result;
    }

    private static SQLException broken() {
        return new SQLException("the connection broke", "08006");
    }

    private interface Answer {
        Object get() throws Throwable;
    }

    private interface Spy {
        Object called(String method, Object[] arguments, Answer result) throws Throwable;
    }

    private static <T> T spied(Class<T> type, T real, Spy spy) {
        return type.cast(Proxy.newProxyInstance(
                SpiedDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> spy.called(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
