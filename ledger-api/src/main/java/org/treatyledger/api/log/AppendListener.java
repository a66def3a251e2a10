package org.treatyledger.api.log;

/** Told how long appends take. */
public interface AppendListener {

    /** Hears nothing. */
    AppendListener NONE = new AppendListener() {
        @Override
        public void appended(long nanos) {}

        @Override
        public void group(int requests, long nanos) {}
    };

    /** One append took so long, from the call to the answer. */
    void appended(long nanos);

    /** A group of so many requests took so long in the database. */
    void group(int requests, long nanos);
}
