package org.treatyledger.projections.web;

import java.util.List;
import java.util.Map;

/** Where answers get what proves the entries that they rest on: the log beside this process, or one far away. */
public interface Proofs {

    /**
     * What proves these entries offline, under one signed checkpoint that covers them all: {@code checkpoint}, and
     * {@code entries} with each one's position, exact bytes and inclusion proof. Throws a problem where one is not
     * covered.
     */
    Map<String, Object> of(List<Long> positions);
}
