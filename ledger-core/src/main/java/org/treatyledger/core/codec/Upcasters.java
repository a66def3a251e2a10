package org.treatyledger.core.codec;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * How events of earlier revisions become those of today: a step a revision, applied to the event's fields when they are
 * read. The bytes in the log stay what they are. A step is never edited: some log holds what it reads.
 */
final class Upcasters {

    /** No event has a second revision yet. */
    static final Upcasters TODAY = new Upcasters(List.of());

    private final List<Step> steps;

    /** From a revision to the next. */
    record Step(EventType type, int revision, UnaryOperator<ObjectNode> upcast) {}

    /** Steps in the order of their revisions, from 1 without gaps for each type. */
    Upcasters(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (var step : this.steps) {
            if (this.steps.stream()
                            .filter(it -> it.type() == step.type() && it.revision() < step.revision())
                            .count()
                    != step.revision() - 1) {
                throw new IllegalArgumentException("A revision is left out before " + step);
            }
        }
    }

    /** The revision that is written today. */
    int current(EventType type) {
        var revision = 1;
        for (var step : steps) {
            revision += step.type() == type ? 1 : 0;
        }
        return revision;
    }

    /** The event's fields as they would be written today. */
    ObjectNode upcast(EventType type, int revision, ObjectNode event) {
        var upcast = event;
        for (var step : steps) {
            if (step.type() == type && step.revision() >= revision) {
                upcast = step.upcast().apply(upcast);
            }
        }
        return upcast;
    }
}
