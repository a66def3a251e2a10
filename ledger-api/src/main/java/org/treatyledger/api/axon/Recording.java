package org.treatyledger.api.axon;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.log.Appended;

/** What one unit of work is about to record: handed from the command's handler to the engine, and back with positions. */
final class Recording {

    private static final String KEY = Recording.class.getName();

    private final Instruction instruction;
    private String answer = "";
    private Appended.@Nullable Recorded recorded;

    Recording(Instruction instruction) {
        this.instruction = instruction;
        CurrentUnitOfWork.get().root().resources().put(KEY, this);
    }

    /** The recording of the unit of work at hand. */
    static Recording current() {
        return CurrentUnitOfWork.get().root().getResource(KEY);
    }

    Instruction instruction() {
        return instruction;
    }

    void answer(String json) {
        this.answer = json;
    }

    String answer() {
        return answer;
    }

    void recorded(Appended.Recorded where) {
        this.recorded = where;
    }

    Appended.@Nullable Recorded recorded() {
        return recorded;
    }
}
