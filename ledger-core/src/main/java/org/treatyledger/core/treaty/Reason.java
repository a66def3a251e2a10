package org.treatyledger.core.treaty;

/**
 * The obstacles that an act can meet, in their order of precedence: where several stand in the way, the first is the
 * one that is named. Documented in docs/refusals.md, which a test compares with this file.
 */
public enum Reason {
    ALREADY_REGISTERED("already-registered"),
    UNKNOWN_TREATY("unknown-treaty"),
    CIRCULAR_PARENT("circular-parent"),
    UNKNOWN_PARTICIPANT("unknown-participant"),
    DATE_IN_FUTURE("date-in-future"),
    DATE_BEFORE_ADOPTION("date-before-adoption"),
    PARTICIPANT_CEASED("participant-ceased"),
    NOT_ELIGIBLE("not-eligible"),
    ALREADY_SIGNED("already-signed"),
    ALREADY_CONSENTED("already-consented"),
    SIGNATURE_WINDOW_CLOSED("signature-window-closed"),
    DEFINITIVE_SIGNATURE_NOT_PROVIDED("definitive-signature-not-provided"),
    RATIFICATION_WITHOUT_SIGNATURE("ratification-without-signature"),
    ACCESSION_AFTER_SIGNATURE("accession-after-signature"),
    MEANS_NOT_PROVIDED("means-not-provided"),
    PREDECESSOR_NOT_BOUND("predecessor-not-bound"),
    INSTRUMENT_ALREADY_IN_FORCE("instrument-already-in-force"),
    NO_INSTRUMENT_DEPOSITED("no-instrument-deposited"),
    WITHDRAWAL_NOT_PERMITTED("withdrawal-not-permitted"),
    NOT_A_PARTY("not-a-party"),
    IMMEDIATE_EXIT_NOT_PERMITTED("immediate-exit-not-permitted"),
    WITHDRAWAL_ALREADY_NOTIFIED("withdrawal-already-notified"),
    WITHDRAWAL_LOCKED_IN("withdrawal-locked-in"),
    EFFECT_EARLIER_THAN_PERMITTED("effect-earlier-than-permitted"),
    LATER_EFFECT_NOT_PERMITTED("later-effect-not-permitted"),
    WITHDRAWAL_ALREADY_EFFECTIVE("withdrawal-already-effective"),
    NO_WITHDRAWAL_NOTIFIED("no-withdrawal-notified"),
    RESERVATION_PROHIBITED("reservation-prohibited"),
    PARTY_CANNOT_DECLARE_12_3("party-cannot-declare-12-3"),
    DECLARATION_TOO_LATE("declaration-too-late"),
    DECLARATION_ENDS_BEFORE_IT_STARTS("declaration-ends-before-it-starts"),
    NO_SUCH_DECLARATION("no-such-declaration"),
    NOT_A_SIGNATORY("not-a-signatory"),
    ENTRY_INTO_FORCE_MISMATCH("entry-into-force-mismatch"),
    ALREADY_DECIDED("already-decided"),
    ALREADY_RECORDED("already-recorded"),
    NO_SUCH_ACT("no-such-act"),
    NOT_THE_SAME_ACT("not-the-same-act"),
    CORRECTION_CHANGES_NOTHING("correction-changes-nothing");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The stable code of the contract, in kebab case. */
    public String code() {
        return code;
    }
}
