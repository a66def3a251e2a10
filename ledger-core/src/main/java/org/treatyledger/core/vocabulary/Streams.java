package org.treatyledger.core.vocabulary;

/** The names of streams in the log: the family, the treaty, and what else tells one from another. */
public final class Streams {

    private static final String TREATY = "treaty/";
    private static final String IMPLEMENTATION = "implementation/";

    private Streams() {}

    /** The stream of a treaty, for example {@code treaty/rome-statute}. */
    public static String ofTreaty(TreatyId treaty) {
        return TREATY + treaty;
    }

    /** The stream of a treaty's implementation in a State, for example {@code implementation/rome-statute/UKR}. */
    public static String ofImplementation(TreatyId treaty, ParticipantId participant) {
        return IMPLEMENTATION + treaty + "/" + participant;
    }

    /** Whether it is a stream of national implementation, and not of a treaty. */
    public static boolean isOfImplementation(String stream) {
        return stream.startsWith(IMPLEMENTATION);
    }

    /** Which treaty a stream belongs to; throws {@link IllegalArgumentException} for what is no stream's name. */
    public static TreatyId treatyOf(String stream) {
        var start = stream.indexOf('/') + 1;
        var end = stream.indexOf('/', start);
        return new TreatyId(end < 0 ? stream.substring(start) : stream.substring(start, end));
    }
}
