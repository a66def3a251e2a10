package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Matter.refuse;

import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses.Signature.Effect;
import org.treatyledger.core.treaty.TreatyCommand.CommunicateIntentionNotToBecomeParty;
import org.treatyledger.core.treaty.TreatyCommand.Sign;
import org.treatyledger.core.treaty.TreatyEvent.IntentionNotToBecomePartyCommunicated;
import org.treatyledger.core.treaty.TreatyEvent.SignatureAffixed;
import org.treatyledger.core.vocabulary.Citation;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** Signatures, and the intention not to follow them up. Source: VCLT arts. 12, 14 and 18. */
final class Signing {

    private Signing() {}

    static Decision sign(Matter matter, Sign it) {
        var obstacle = obstacle(matter, it);
        return obstacle != null
                ? refuse(obstacle)
                : matter.accept(new SignatureAffixed(it.participant(), isDefinitive(matter, it), it.communication()));
    }

    private static boolean isDefinitive(Matter matter, Sign it) {
        return it.definitive() || matter.clauses().signature().effect() == Effect.DEFINITIVE;
    }

    private static @Nullable Refusal obstacle(Matter matter, Sign it) {
        var day = it.communication().receivedOn();
        var eligible = matter.eligible(it.participant(), day);
        if (eligible != null) {
            return eligible;
        }
        var signature = matter.history(it.participant()).signature();
        if (signature.isPresent()) {
            return Refusal.of(
                            Reason.ALREADY_SIGNED,
                            matter.nameOf(it.participant()) + " signed on "
                                    + signature.get().receivedOn() + "; a second signature has no effect.")
                    .citing(signatureCitation(matter));
        }
        var consented = matter.consentedSince(it.participant(), day);
        if (consented != null && boundBefore(matter, it)) {
            return consented;
        }
        if (!matter.clauses().signature().isOpenOn(day)) {
            return Refusal.of(Reason.SIGNATURE_WINDOW_CLOSED, "The treaty was not open for signature on " + day + ".")
                    .citing(signatureCitation(matter))
                    .remedy("A State that has not signed may accede, where the treaty allows it.")
                    .field("date");
        }
        return definitiveObstacle(matter, it);
    }

    /** A signature of the day of the deposit, or of a day before it, comes first in law whenever it is recorded. */
    private static boolean boundBefore(Matter matter, Sign it) {
        var day = it.communication().receivedOn();
        return matter.history(it.participant())
                .consentOn(day)
                .filter(consent -> consent.countsFrom().isBefore(day))
                .isPresent();
    }

    private static @Nullable Refusal definitiveObstacle(Matter matter, Sign it) {
        var consent = matter.clauses().consent();
        var provided = matter.clauses().signature().effect() == Effect.DEFINITIVE
                || consent.signatories().contains(ConsentMeans.DEFINITIVE_SIGNATURE)
                || consent.others().contains(ConsentMeans.DEFINITIVE_SIGNATURE);
        return !it.definitive() || provided
                ? null
                : Refusal.of(
                                Reason.DEFINITIVE_SIGNATURE_NOT_PROVIDED,
                                "A signature of this treaty does not express consent to be bound.")
                        .citing(Citation.vclt("art. 12"))
                        .remedy("Record a simple signature.")
                        .field("definitive");
    }

    private static Citation signatureCitation(Matter matter) {
        return matter.clauses().cite(matter.clauses().signature().citation(), Citation.vclt("art. 10"));
    }

    static Decision communicateIntention(Matter matter, CommunicateIntentionNotToBecomeParty it) {
        var day = it.communication().receivedOn();
        var consented = matter.consentedSince(it.participant(), day);
        if (consented != null) {
            return refuse(consented);
        }
        if (!matter.history(it.participant()).hadSignedBy(day)) {
            return refuse(Refusal.of(
                            Reason.NOT_A_SIGNATORY, matter.nameOf(it.participant()) + " had not signed by " + day + ".")
                    .citing(Citation.vclt("art. 18(a)")));
        }
        return matter.accept(new IntentionNotToBecomePartyCommunicated(it.participant(), it.communication()));
    }
}
