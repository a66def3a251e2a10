package org.treatyledger.api.pages;

import java.util.regex.Pattern;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.DecisionRecorded;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentHeld;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.IntentionNotToBecomePartyCommunicated;
import org.treatyledger.core.treaty.TreatyEvent.ParticipantCeased;
import org.treatyledger.core.treaty.TreatyEvent.SignatureAffixed;
import org.treatyledger.core.treaty.TreatyEvent.SuccessionNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/** What an act says, as a sentence; days stay as 2025-01-01 for {@link Prose}. */
public final class ActSentences {

    private static final Pattern ARTICLE = Pattern.compile("art-(\\d+(?:-(?:bis|ter|quater))?)(?:-(\\d+))?");

    private final Participants participants;

    /** Sentences with the names of that directory. */
    public ActSentences(Participants participants) {
        this.participants = participants;
    }

    /** The sentence of one act. */
    public String of(ActRecorded act) {
        return switch (act) {
            case SignatureAffixed it ->
                name(it.participant()) + (it.definitive() ? " signed definitively." : " signed.");
            case InstrumentDeposited it -> name(it.participant()) + deposited(it.means());
            case InstrumentHeld it ->
                "An instrument of " + English.words(it.means().label()) + " of " + name(it.participant())
                        + " was received and is held: " + it.reason() + ".";
            case InstrumentWithdrawn it ->
                name(it.participant()) + " took its instrument back before it had taken effect.";
            case SuccessionNotified it ->
                name(it.participant()) + " notified its succession to " + name(it.predecessor()) + ", with effect from "
                        + it.effectiveOn() + ".";
            case WithdrawalNotified it ->
                name(it.participant()) + " notified its withdrawal"
                        + (it.overAmendment() == null ? "" : " over the amendment " + it.overAmendment())
                        + (it.effectiveOn() == null ? "." : ", to take effect on " + it.effectiveOn() + ".");
            case WithdrawalRevoked it -> name(it.participant()) + " revoked its notification of withdrawal.";
            case DeclarationMade it -> declared(it);
            case DeclarationWithdrawn it ->
                name(it.participant()) + " withdrew its declaration " + kind(it.kind()) + ".";
            case IntentionNotToBecomePartyCommunicated it ->
                name(it.participant()) + " communicated that it does not intend to become a party.";
            case EntryIntoForceRecorded it -> determined(it);
            case DecisionRecorded it -> "The decision “" + it.name() + "” was taken.";
            case ParticipantCeased it -> ceased(it);
            case ActCorrected it -> corrected(it);
            case AnnouncementNoted it -> announced(it);
        };
    }

    private String name(ParticipantId id) {
        return participants.nameOf(id);
    }

    private static String deposited(ConsentMeans means) {
        return switch (means) {
            case DEFINITIVE_SIGNATURE -> " consented to be bound by definitive signature.";
            case RATIFICATION, ACCEPTANCE, APPROVAL, ACCESSION, SUCCESSION, FORMAL_CONFIRMATION ->
                " deposited its instrument of " + English.words(means.label()) + ".";
        };
    }

    private String declared(DeclarationMade it) {
        var concerning = it.concerning();
        return name(it.participant()) + " made a declaration " + kind(it.kind())
                + (concerning == null ? "." : ", concerning " + name(concerning) + ".");
    }

    private static String kind(String kind) {
        var article = ARTICLE.matcher(kind);
        if (!article.matches()) {
            return "(" + English.words(kind) + ")";
        }
        var paragraph = article.group(2);
        return "under article " + English.words(article.group(1)) + (paragraph == null ? "" : "(" + paragraph + ")");
    }

    private String determined(EntryIntoForceRecorded it) {
        var participant = it.participant();
        return "The depositary determined that the treaty enters into force"
                + (participant == null ? "" : " for " + name(participant)) + " on " + it.effectiveOn() + ".";
    }

    private String ceased(ParticipantCeased it) {
        var successor = it.successor();
        return name(it.participant()) + " ceased to exist"
                + (successor == null ? "." : "; " + name(successor) + " succeeded it.");
    }

    private String announced(AnnouncementNoted it) {
        var participant = it.participant();
        return "An announcement" + (participant == null ? "" : " by " + name(participant))
                + " was noted; it changes no status" + (it.text() == null ? "." : ": “" + it.text() + "”");
    }

    private String corrected(ActCorrected it) {
        return "The act at position " + it.position() + " was corrected; it now reads: “" + of(it.replacement())
                + "” Reason: " + it.reason();
    }
}
