package org.treatyledger.api.pages;

import org.jspecify.annotations.Nullable;
import org.treatyledger.api.web.Intake;
import org.treatyledger.core.vocabulary.Participants;

/** A form of the desk: previewed first, then recorded exactly as it was previewed. */
interface DeskForm {

    /** The digest of what was previewed; only that is recorded. */
    @Nullable
    String previewed();

    /** The same inputs, under a key that the log can keep. */
    DeskForm keyed();

    /** The same inputs, for a new entry. */
    DeskForm asNewAct();

    /** The same inputs, previewed at a version of the stream. */
    DeskForm previewedAs(String digest, long at);

    /** What the form asks for, in the contract's words; throws a problem, or MalformedJson, that names the field. */
    Intake.Sent read(Participants directory);
}
